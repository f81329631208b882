import type { PlaceKind } from '@bypuls/model'
import type { OccupiedHours, PlacePlan, SitePlan } from '../plan.js'
import type { Sensor } from '../sensor.js'

export type PointRecord = {
  readonly id: string
  readonly site: string
  readonly place: string
  readonly metric: string
}

/** The site's record, as a registry keeps it. */
export function toSite(plan: SitePlan) {
  return {
    name: plan.name,
    title: plan.title,
    locality: plan.locality,
    organisation: plan.organisation.name,
    latitude: plan.climate.latitude,
    longitude: plan.climate.longitude,
    timezone: 'Europe/Copenhagen',
    priceArea: plan.priceArea,
    heatUtility: plan.heatUtility,
    buildingKind: plan.buildingKind,
    heatedM2: plan.heatedM2,
    traffic: plan.traffic,
    outdoorCo2Ppm: 400,
    source: 'simulated',
    public: true,
    licence: 'CC0-1.0',
    sourceText: 'Bypuls’ simulator: no measurement, made up by the program',
    offlineAfterMs: 3_600_000,
  } as const
}

type PlaceRecord = {
  readonly site: string
  readonly name: string
  readonly title: string
  readonly kind: PlaceKind
  readonly usage: string | null
  readonly occupiedHours: readonly OccupiedHours[]
}

export function toPlaces(plan: SitePlan, places: readonly PlacePlan[]): readonly PlaceRecord[] {
  return places.map(({ name, title, kind, usage = null, occupiedHours = [] }) => ({
    site: plan.name,
    name,
    title,
    kind,
    usage,
    occupiedHours,
  }))
}

export function toPoints(sensors: readonly Sensor[]): readonly PointRecord[] {
  return sensors.flatMap(({ site, place, points }) =>
    points.map(({ id, metric }) => ({ id, site, place, metric })),
  )
}
