import { hash01 } from '../nature/noise.js'
import type { Sensor } from '../sensor.js'

/** When a sensor sends, within its interval: each at its own moment, so that a city does not shout at once. */
export function offsetOf(sensor: Sensor, intervalMs: number): number {
  return Math.floor(hash01(sensor.seed, 4711) * intervalMs)
}

/** The last time at or before `now` at which the sensor was to send. */
export function lastDue(sensor: Sensor, intervalMs: number, now: number): number {
  const offset = offsetOf(sensor, intervalMs)
  return Math.floor((now - offset) / intervalMs) * intervalMs + offset
}
