import { hash01 } from './nature/noise.js'
import type { Sensor, SensorPoint } from './sensor.js'
import { DAY_MS } from './series/day-series.js'

/** What a hash is asked with: the shortest interval, so that history and live agree. */
const TICK_MS = 10_000
/** Share of days on which a sensor is not heard for a while. */
const GAP_DAYS = 0.02
const LOST = 0.004
const HOUR_MS = 3_600_000

/** Whether the message of that time arrives at all: not when silent, in a gap, or lost on the air. */
export function isHeard(sensor: Sensor, time: number): boolean {
  if (sensor.silentSince !== undefined && time >= sensor.silentSince) return false
  if (hash01(sensor.seed, Math.floor(time / TICK_MS)) < LOST) return false
  return !isInGap(sensor, time)
}

function isInGap(sensor: Sensor, time: number): boolean {
  const day = Math.floor(time / DAY_MS)
  if (hash01(sensor.seed ^ 0x51ed270b, day) >= GAP_DAYS * sensor.gaps) return false
  const from = day * DAY_MS + hash01(sensor.seed + 1, day) * 22 * HOUR_MS
  const lasts = (0.4 + 3.2 * hash01(sensor.seed + 2, day) ** 2) * HOUR_MS
  return time >= from && time < from + lasts
}

/** The value with what is wrong with the sensor. */
export function faulty(point: SensorPoint, value: number, time: number, origin: number): number {
  const { fault } = point
  if (fault === undefined) return value
  if (fault.kind === 'drift') {
    const days = (time - (origin - fault.sinceMs)) / DAY_MS
    return value + Math.max(0, Math.min(fault.most, days * fault.perDay))
  }
  const isOut = hash01(point.seed ^ 0x2545f491, Math.floor(time / TICK_MS)) < 1 / fault.every
  return isOut ? fault.value : value
}
