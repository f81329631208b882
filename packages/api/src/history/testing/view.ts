import type { LatestValue } from '@bypuls/ingest'
import { type DeviceLink, type PlaceKind, pointParts } from '@bypuls/model'
import type {
  OccupiedHours,
  PlaceRecord,
  PointLink,
  PointRecord,
  RegistryView,
  SiteRecord,
} from '@bypuls/registry'
import type { LatestTable } from '../../deps.js'

export const HOUR = 3_600_000
export const DAY = 24 * HOUR

export type TestPlace = {
  readonly kind: PlaceKind
  readonly occupiedHours?: readonly OccupiedHours[]
  /** Metric to its expected interval in ms, or null where no device serves it. */
  readonly points: Readonly<Record<string, number | null>>
}

export type TestSite = Partial<SiteRecord> & { readonly rooms: Readonly<Record<string, TestPlace>> }

/** A registry's view of a few sites; each point is served by one device since 2015. */
export function viewOf(sites: Readonly<Record<string, TestSite>>): RegistryView {
  const records: SiteRecord[] = []
  const places: PlaceRecord[] = []
  const points: PointRecord[] = []
  const links = new Map<string, PointLink[]>()
  for (const [site, { rooms, ...record }] of Object.entries(sites)) {
    records.push({ ...SITE, name: site, title: `Title of ${site}`, ...record })
    for (const [name, place] of Object.entries(rooms)) {
      const { kind, occupiedHours = [] } = place
      places.push({ site, name, title: `Title of ${name}`, kind, usage: null, occupiedHours })
      for (const [metric, expectedIntervalMs] of Object.entries(place.points)) {
        const id = `${site}.${name}.${metric}`
        points.push({ id, ...pointParts(id) })
        if (expectedIntervalMs !== null) links.set(id, [servedBy(id, expectedIntervalMs)])
      }
    }
  }
  return {
    organisations: new Map(),
    sites: new Map(records.map((site) => [site.name, site])),
    places: new Map(places.map((place) => [`${place.site}.${place.name}`, place])),
    points: new Map(points.map((point) => [point.id, point])),
    pointsOfSite: new Map(
      records.map(({ name }) => [name, points.filter((point) => point.site === name)]),
    ),
    devices: new Map(),
    linksOfPoint: links,
  }
}

export function latestOf(values: Readonly<Record<string, Partial<LatestValue>>>): LatestTable {
  const empty = { observedAt: 0, receivedAt: null, value: 0, flag: 'good', rule: null } as const
  return {
    get(point) {
      const value = values[point]
      return value && { ...empty, ...value }
    },
  }
}

function servedBy(point: string, expectedIntervalMs: number): PointLink {
  const link: DeviceLink = { field: 'value', point, from: Date.UTC(2015, 0, 1), expectedIntervalMs }
  return { device: 'org/device', link }
}

const SITE: Omit<SiteRecord, 'name' | 'title'> = {
  locality: 'Odense',
  organisation: 'org',
  latitude: 55.4,
  longitude: 10.4,
  timezone: 'Europe/Copenhagen',
  priceArea: 'DK1',
  heatUtility: null,
  buildingKind: 'school',
  heatedM2: 1000,
  traffic: false,
  outdoorCo2Ppm: 400,
  source: 'measured',
  public: true,
  licence: 'CC-BY-4.0',
  sourceText: 'Measured for a test',
  offlineAfterMs: HOUR,
}
