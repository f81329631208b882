import { DAY_MS } from '../series/day-series.js'

const HOUR_MS = 3_600_000

/** Minutes that Danish wall clocks are ahead of UTC: summer time by the rule of directive 2000/84/EC. */
export function offsetMinutes(time: number): number {
  const year = new Date(time).getUTCFullYear()
  const begins = lastSunday(year, 2) + HOUR_MS
  const ends = lastSunday(year, 9) + HOUR_MS
  return time >= begins && time < ends ? 120 : 60
}

/** Minutes since local midnight, 0 to 1439, at a grid time of a UTC day. */
export function localMinute(day: number, step: number): number {
  return (step * 5 + offsetOfStep(day, step)) % 1440
}

let lastDay = Number.NaN
let offsetBefore = 60
let offsetAfter = 60

/** Wall clocks change at 01:00 UTC only, so that two offsets say all about a day. */
function offsetOfStep(day: number, step: number): number {
  if (day !== lastDay) {
    lastDay = day
    offsetBefore = offsetMinutes(day * DAY_MS)
    offsetAfter = offsetMinutes(day * DAY_MS + 2 * HOUR_MS)
  }
  return step < 12 ? offsetBefore : offsetAfter
}

/** Midnight UTC of the last Sunday of a month (0 = January). */
function lastSunday(year: number, month: number): number {
  const last = new Date(Date.UTC(year, month + 1, 0))
  return last.getTime() - last.getUTCDay() * DAY_MS
}
