import {
  type Aggregate,
  aggregateValue,
  coverageOf,
  expectedReadings,
  type Interval,
  type Parts,
  partsFor,
  type StoreSpan,
} from '@bypuls/model'
import { type PartsByPoint, partsWithout, windowParts } from './series-parts.js'
import { windowQuality } from './series-quality.js'
import type { HistoryDeps, SeriesWindow } from './series-shapes.js'
import { type Source, timesIn } from './series-sources.js'

export type PlainQuery = {
  /** All of one method. */
  readonly sources: readonly Source[]
  readonly method: Exclude<Aggregate, 'increase'>
  readonly windows: readonly Interval[]
  readonly spans: readonly StoreSpan[]
  readonly range: boolean
  /** Suspect readings per point and window. */
  readonly suspects: PartsByPoint
  readonly now: number
}

/**
 * Windows of everything that is not counted up: the store's parts as they are, except where an entry
 * takes a reading out of a window; that one is made from its readings.
 */
export async function plainSeries(
  store: HistoryDeps['store'],
  query: PlainQuery,
): Promise<ReadonlyMap<string, readonly SeriesWindow[]>> {
  const { sources, method, windows, spans, range, now } = query
  const parts = await windowParts(store, {
    points: sources.map(({ point }) => point),
    windows: windows.length,
    spans,
    parts: partsFor(method, { range }),
  })
  const series = new Map<string, readonly SeriesWindow[]>()
  for (const source of sources) {
    const cut = await cutWindows(store, source, windows)
    const own = parts.get(source.point)
    const left = query.suspects.get(source.point)
    const values = windows.map((window, index) => {
      const taken = cut.get(index)
      const found = taken === undefined ? own?.[index] : taken.parts
      const suspect = (left?.[index]?.count ?? 0) + (taken?.out ?? 0)
      const count = found?.count ?? 0
      const value = aggregateValue(method, found)
      return {
        start: window.start,
        end: window.end,
        value,
        min: range ? (found?.min ?? null) : null,
        max: range ? (found?.max ?? null) : null,
        count,
        coverage: coverageOf(count, expectedReadings(source.periods, window, now)),
        quality: windowQuality({ value, count, suspect, estimated: false }),
        suspect,
      }
    })
    series.set(source.point, values)
  }
  return series
}

type Cut = { readonly parts: Parts | undefined; readonly out: number }

async function cutWindows(
  store: HistoryDeps['store'],
  { point, suspects }: Source,
  windows: readonly Interval[],
): Promise<ReadonlyMap<number, Cut>> {
  const cut = new Map<number, Cut>()
  if (suspects.length === 0) return cut
  for (const [index, window] of windows.entries()) {
    const out = timesIn(suspects, window)
    if (out.length === 0) continue
    const parts = await partsWithout(store, { point, ...window, suspects: new Set(out) })
    cut.set(index, { parts, out: out.length })
  }
  return cut
}
