import { at, DAY_MS, type DaySeries, STEP_MS, STEPS, valueBetween } from './day-series.js'

/**
 * What one point does, whatever its sensor then makes of it.
 *
 * - `gauge`: the value at a time; a sensor wavers by `jitter` (in its unit) and `jitterShare` (of the value)
 *   from reading to reading.
 * - `total`: a running total that only grows.
 * - `count`: `series` is the running total since the UTC midnight; a reading is what came since the one
 *   before, in whole `quantum`s.
 */
export type PointSeries =
  | {
      readonly kind: 'gauge'
      readonly series: DaySeries
      readonly jitter?: number
      readonly jitterShare?: number
    }
  | { readonly kind: 'total'; readonly series: DaySeries }
  | { readonly kind: 'count'; readonly series: DaySeries; readonly quantum: number }

/** What a `count` gathers between two times. */
export function countBetween(series: DaySeries, quantum: number, from: number, to: number): number {
  const firstDay = Math.floor(from / DAY_MS)
  const lastDay = Math.floor(to / DAY_MS)
  if (firstDay === lastDay) return whole(series, quantum, to) - whole(series, quantum, from)

  let count = Math.floor(at(series(firstDay), STEPS) / quantum) - whole(series, quantum, from)
  for (let day = firstDay + 1; day < lastDay; day++) {
    count += Math.floor(at(series(day), STEPS) / quantum)
  }
  return count + whole(series, quantum, to)
}

function whole(series: DaySeries, quantum: number, time: number): number {
  return Math.floor(valueBetween(series, bunched(time)) / quantum)
}

/** Vehicles come in bunches: time within a step runs unevenly, but never back. */
function bunched(time: number): number {
  const x = (time % STEP_MS) / STEP_MS
  return time + (STEP_MS / 45) * Math.sin(2 * Math.PI * 5 * x)
}
