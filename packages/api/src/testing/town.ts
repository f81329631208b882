import type { DeviceLink } from '@bypuls/model'
import type {
  DeviceRecord,
  PlaceRecord,
  PointLink,
  PointRecord,
  RegistryView,
  SiteRecord,
} from '@bypuls/registry'
import type { ApiParts } from '../deps.js'

/** Noon on Monday 23 November 2026 in Copenhagen. */
export const NOON = Date.UTC(2026, 10, 23, 11)

const site = (name: string, organisation: string, isPublic: boolean): SiteRecord => ({
  name,
  title: `Site ${name}`,
  locality: 'Odense',
  organisation,
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
  public: isPublic,
  licence: 'CC-BY-4.0',
  sourceText: 'Measured for a test',
  offlineAfterMs: 3_600_000,
})

const room = (siteName: string): PlaceRecord => ({
  site: siteName,
  name: 'room-1',
  title: 'Room 1',
  kind: 'room',
  usage: null,
  occupiedHours: [],
})

const point = (siteName: string, metric: string): PointRecord => ({
  id: `${siteName}.room-1.${metric}`,
  site: siteName,
  place: 'room-1',
  metric,
})

const device = (organisation: string, name: string, links: DeviceLink[]): DeviceRecord => ({
  organisation,
  name,
  title: `Device ${name}`,
  format: 'bypuls-json',
  links,
  state: 'active',
  createdAt: NOON,
})

const link = (id: string, field: string): DeviceLink => ({
  field,
  point: id,
  from: Date.UTC(2026, 0, 1),
  expectedIntervalMs: 60_000,
})

/** Two organisations; each has a public and a private site with two points, and a device. */
function townView(): RegistryView {
  const sites = [
    site('alpha-open', 'alpha', true),
    site('alpha-own', 'alpha', false),
    site('beta-open', 'beta', true),
    site('beta-own', 'beta', false),
  ]
  const points = sites.flatMap(({ name }) => [
    point(name, 'co2'),
    point(name, 'indoor-temperature'),
  ])
  const devices = ['alpha', 'beta'].map((name) =>
    device(name, 'box', [
      link(`${name}-open.room-1.co2`, 'co2'),
      link(`${name}-own.room-1.co2`, 'private-co2'),
    ]),
  )
  return {
    organisations: new Map(['alpha', 'beta'].map((name) => [name, { name, title: name }])),
    sites: new Map(sites.map((record) => [record.name, record])),
    places: new Map(sites.map(({ name }) => [`${name}.room-1`, room(name)])),
    points: new Map(points.map((record) => [record.id, record])),
    pointsOfSite: new Map(
      sites.map(({ name }) => [name, points.filter((record) => record.site === name)]),
    ),
    devices: new Map(devices.map((d) => [`${d.organisation}/${d.name}`, d])),
    linksOfPoint: linksByPoint(devices),
  }
}

function linksByPoint(devices: readonly DeviceRecord[]): Map<string, PointLink[]> {
  const links = new Map<string, PointLink[]>()
  for (const { organisation, name, links: own } of devices) {
    for (const each of own) {
      links.set(each.point, [{ device: `${organisation}/${name}`, link: each }])
    }
  }
  return links
}

/** A registry that answers from memory: enough for routes that read, and it remembers what was written. */
export function createTown(): ApiParts['registry'] & { readonly written: unknown[] } {
  const view = townView()
  const written: unknown[] = []
  const note = (what: unknown) => {
    written.push(what)
    return Promise.resolve()
  }
  return {
    written,
    view: () => view,
    onChange: () => () => undefined,
    async addAll(batch) {
      await note(batch)
      return (batch.devices ?? []).map(({ organisation, name }) => ({
        username: `${organisation}/${name}`,
        password: 'made-once',
      }))
    },
    addOrganisation: note,
    addSite: note,
    addPlace: note,
    addPoint: note,
    async addDevice(added) {
      await note(added)
      return { username: `${added.organisation}/${added.name}`, password: 'made-once' }
    },
    addLinks: (...added) => note(added),
    revokeDevice: (...revoked) => note(revoked),
    async rotateDevice(organisation, name) {
      await note({ organisation, name })
      return { username: `${organisation}/${name}`, password: 'made-again' }
    },
    updateSite: (...changed) => note(changed),
    updatePlace: (...changed) => note(changed),
    removeSite: (...removed) => note(removed),
    removePlace: (...removed) => note(removed),
    removePoint: (...removed) => note(removed),
    async addToken(...added) {
      await note(added)
      return 'token-made-once'
    },
    tokens: () => [],
    revokeToken: (...revoked) => note(revoked),
    async authenticateDevice(username, password) {
      const [organisation = '', name = ''] = username.split('/')
      return password === `${organisation}-password` ? { organisation, device: name } : null
    },
    async authenticateToken(secret) {
      const [organisation = '', kind] = secret.split(':')
      if (!view.organisations.has(organisation)) return null
      return kind === 'read' || kind === 'write' ? { organisation, write: kind === 'write' } : null
    },
    refusedUntil: () => null,
    entries: () => [],
    replaceEntries: (...entries) => note(entries),
    jobs: () => [],
    saveJob: note,
    health: async () => ({ ok: true }),
    close: async () => undefined,
  }
}
