/** Everything is computed on a grid of five minutes, a UTC day at a time. */
export const STEP_MS = 300_000
export const STEPS = 288
export const DAY_MS = 86_400_000

/**
 * The values of one UTC day (days since 1970) at its 289 grid times, both midnights included. The
 * array is shared: read it, never change it.
 */
export type DaySeries = (day: number) => Float64Array

/** Days that are kept: a live value may need the day before, a history walks from day to day. */
const KEPT = 2

/** A day series from what fills a day; the last days are remembered, so that points can share them. */
export function daySeries(fill: (day: number, values: Float64Array) => void): DaySeries {
  const kept = new Map<number, Float64Array>()
  return (day) => {
    const known = kept.get(day)
    if (known !== undefined) return known
    const values = new Float64Array(STEPS + 1)
    fill(day, values)
    const oldest = kept.size >= KEPT ? kept.keys().next() : undefined
    if (oldest?.done === false) kept.delete(oldest.value)
    kept.set(day, values)
    return values
  }
}

/** A day series computed step by step; `time` is epoch ms UTC. */
export function steps(valueAt: (step: number, day: number, time: number) => number): DaySeries {
  return daySeries((day, values) => {
    for (let step = 0; step <= STEPS; step++) {
      values[step] = valueAt(step, day, day * DAY_MS + step * STEP_MS)
    }
  })
}

/** The value at a place of the array, 0 outside it. */
export function at(values: Float64Array, step: number): number {
  return values[step] ?? 0
}

/** Between the grid's times: the straight line. */
export function valueBetween(series: DaySeries, time: number): number {
  const day = Math.floor(time / DAY_MS)
  const x = (time - day * DAY_MS) / STEP_MS
  const step = Math.floor(x)
  const values = series(day)
  const before = at(values, step)
  return before + (at(values, step + 1) - before) * (x - step)
}
