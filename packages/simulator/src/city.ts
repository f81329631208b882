import type { Device, DeviceLink } from '@bypuls/model'
import { toDevices } from './city/devices.js'
import { type CityOptions, LIVE_INTERVAL_MS } from './city/options.js'
import { type PointRecord, toPlaces, toPoints, toSite } from './city/records.js'
import { toSensors } from './city/sensors.js'
import { seedOf } from './nature/noise.js'
import { createWeather } from './nature/weather.js'
import type { PlacePlan, SitePlan } from './plan.js'
import type { Sensor } from './sensor.js'
import { sitePlans } from './sites.js'

/** The demonstration city as plain records, ready for a registry, and the sensors that send. */
export type City = CityOptions & {
  readonly organisations: readonly { readonly name: string; readonly title: string }[]
  readonly sites: readonly ReturnType<typeof toSite>[]
  readonly places: readonly ReturnType<typeof toPlaces>[number][]
  readonly points: readonly PointRecord[]
  readonly devices: readonly Device[]
  readonly sensors: readonly Sensor[]
}

/** The six sites with their places, points, devices and sensors. */
export function demoCity(options: CityOptions): City {
  const parts = sitePlans.map((plan) => sitePart(plan, options))
  return {
    ...options,
    organisations: sitePlans.map((plan) => plan.organisation),
    sites: sitePlans.map(toSite),
    places: parts.flatMap((part) => part.places),
    points: parts.flatMap((part) => part.points),
    devices: parts.flatMap((part) => part.devices),
    sensors: parts.flatMap((part) => part.sensors),
  }
}

/**
 * When a city that stands in a registry began: where the live links of its devices start. Null when
 * there is none.
 */
export function cityBegan(
  devices: Iterable<{ readonly links: readonly DeviceLink[] }>,
): number | null {
  let began: number | null = null
  for (const { links } of devices) {
    for (const { expectedIntervalMs, from } of links) {
      if (expectedIntervalMs === LIVE_INTERVAL_MS && (began === null || from < began)) began = from
    }
  }
  return began
}

function sitePart(plan: SitePlan, options: CityOptions) {
  const seed = seedOf(options.seed, plan.name)
  const world = { seed, weather: createWeather(options.seed, plan.climate) }
  const equipment = plan.equipment(world)
  const senders = equipment.flatMap((each) => each.senders)
  const sensors = toSensors(plan, senders, { seed, origin: options.historyUntil })
  const places = new Map<string, PlacePlan>()
  for (const { place } of equipment) if (!places.has(place.name)) places.set(place.name, place)
  return {
    places: toPlaces(plan, [...places.values()]),
    points: toPoints(sensors),
    devices: toDevices(senders, sensors, options),
    sensors,
  }
}
