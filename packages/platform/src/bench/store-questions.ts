import type { PartName } from '@bypuls/model'
import type { TimeSeriesStore } from '@bypuls/stores'
import { latencies } from './bench.js'

type Range = { readonly points: readonly string[]; readonly from: number; readonly to: number }

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const CHARTS = 200

/** Hours of the points; a mean and its coverage need count and sum. */
export async function hours(store: TimeSeriesStore, range: Range, times: number) {
  return measured(times, () => windowsIn(store, { ...range, widthMs: HOUR_MS }, ['count', 'sum']))
}

/** Charts of 24 h in windows of 10 minutes, of one point after another, with its range. */
export async function charts(store: TimeSeriesStore, range: Range) {
  let next = 0
  return measured(CHARTS, () => {
    const point = range.points[(next++ * 37) % range.points.length] ?? ''
    const day = { points: [point], from: range.to - DAY_MS, to: range.to, widthMs: 10 * MINUTE_MS }
    return windowsIn(store, day, ['count', 'sum', 'min', 'max'])
  })
}

/** Every reading of the range, as an export streams them; the rate counts what came. */
export async function exported(store: TimeSeriesStore, range: Range) {
  const startedAt = performance.now()
  let rows = 0
  for await (const { value } of store.readings(range)) rows += value.length
  const seconds = (performance.now() - startedAt) / 1_000
  return { rows, rowsPerS: Math.round(rows / seconds) }
}

/** The newest reading of every point there is, as a process asks for it when it starts. */
export async function newest(store: TimeSeriesStore, times: number) {
  return measured(times, async () => {
    let points = 0
    for await (const batch of store.latest()) points += batch.length
    return points
  })
}

/** Waits until every point of the range has its reading: some stores show new series later. */
export async function visible(store: TimeSeriesStore, points: number, deadlineMs = 60_000) {
  const startedAt = performance.now()
  for (;;) {
    const { answered } = await newest(store, 1)
    const waitedMs = performance.now() - startedAt
    if (answered >= points) return Math.round(waitedMs) / 1_000
    if (waitedMs > deadlineMs) throw new Error(`only ${answered} of ${points} points are shown`)
  }
}

async function windowsIn(
  store: TimeSeriesStore,
  query: Range & { readonly widthMs: number },
  parts: readonly PartName[],
): Promise<number> {
  let windows = 0
  for await (const batch of store.windows({ ...query, originMs: 0, parts })) windows += batch.length
  return windows
}

/** Asks again and again, after one time that does not count; `answered` is what the last one held. */
async function measured(times: number, ask: () => Promise<number>) {
  const took: number[] = []
  let answered = 0
  for (let time = 0; time <= times; time++) {
    const startedAt = performance.now()
    answered = await ask()
    if (time > 0) took.push(performance.now() - startedAt)
  }
  return { ...latencies(took), answered }
}
