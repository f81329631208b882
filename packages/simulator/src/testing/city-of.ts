import { type City, demoCity } from '../city.js'
import type { SensorPoint } from '../sensor.js'

/** Monday 23 November 2026, 13:42 in Denmark. */
export const BEGAN = Date.UTC(2026, 10, 23, 12, 42)
export const YEAR_MS = 365 * 86_400_000
export const HOUR_MS = 3_600_000

export function cityOf(seed: number): City {
  return demoCity({ seed, historyFrom: BEGAN - YEAR_MS, historyUntil: BEGAN })
}

export function pointOf(city: City, id: string): SensorPoint {
  const point = city.sensors.flatMap((sensor) => sensor.points).find((each) => each.id === id)
  if (point === undefined) throw new Error(`there is no ${id}`)
  return point
}

/** As a live sensor reads. */
export const LIVE = { intervalMs: 10_000, origin: BEGAN }
