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
import { type Cut, cutWindows } from './series-cuts.js'
import { eachWindow, type WindowCounts } from './series-parts.js'
import { windowQuality } from './series-quality.js'
import type { HistoryDeps, ToWindow } from './series-shapes.js'
import type { Source } from './series-sources.js'

export type PlainQuery<Window> = {
  /** All of one method. */
  readonly sources: readonly Source[]
  readonly method: Exclude<Aggregate, 'increase'>
  readonly windows: readonly Interval[]
  readonly spans: readonly StoreSpan[]
  readonly range: boolean
  /** Suspect readings per point and window. */
  readonly suspects: Promise<WindowCounts>
  readonly now: number
  readonly toWindow: ToWindow<Window>
}

/**
 * Windows of everything that is not counted up: the store's parts as they are, except where an entry
 * takes a reading out of a window; that one is made from its readings.
 */
export async function plainSeries<Window>(
  store: HistoryDeps['store'],
  query: PlainQuery<Window>,
): Promise<ReadonlyMap<string, readonly Window[]>> {
  const { sources, method, windows, spans, range } = query
  const columns = new Map(sources.map(({ point }) => [point, createColumns(windows.length, range)]))
  const points = [...columns.keys()]
  const parts = partsFor(method, { range })
  await eachWindow(store, { points, spans, parts }, (point, window, found) => {
    const into = columns.get(point)
    if (into !== undefined) put(into, window, { method, parts: found })
  })

  const series = new Map<string, readonly Window[]>()
  const suspects = await query.suspects
  for (const source of sources) {
    const own = columns.get(source.point)
    if (own === undefined) continue
    const cuts = await cutWindows(store, source, windows)
    for (const [window, cut] of cuts) put(own, window, { method, parts: cut.parts })
    const left = suspects.get(source.point)
    series.set(source.point, figuresOf(query, { source, own, left, cuts }))
  }
  return series
}

/** A point's windows in columns: NaN where there is no reading. */
type Columns = {
  readonly value: Float64Array
  readonly count: Float64Array
  readonly min?: Float64Array
  readonly max?: Float64Array
}

function createColumns(length: number, range: boolean): Columns {
  const empty = () => new Float64Array(length).fill(Number.NaN)
  const columns = { value: empty(), count: new Float64Array(length) }
  return range ? { ...columns, min: empty(), max: empty() } : columns
}

type Found = {
  readonly method: Exclude<Aggregate, 'increase'>
  readonly parts: Parts | undefined
}

function put(into: Columns, window: number, { method, parts }: Found): void {
  into.value[window] = aggregateValue(method, parts) ?? Number.NaN
  into.count[window] = parts?.count ?? 0
  if (into.min !== undefined) into.min[window] = parts?.min ?? Number.NaN
  if (into.max !== undefined) into.max[window] = parts?.max ?? Number.NaN
}

type OfSource = {
  readonly source: Source
  readonly own: Columns
  readonly left: ReadonlyMap<number, number> | undefined
  readonly cuts: ReadonlyMap<number, Cut>
}

function figuresOf<Window>(
  { windows, now, toWindow }: PlainQuery<Window>,
  { source, own, left, cuts }: OfSource,
): readonly Window[] {
  return windows.map((window, index) => {
    const count = own.count[index] ?? 0
    const value = orNull(own.value, index)
    const suspect = (left?.get(index) ?? 0) + (cuts.get(index)?.out ?? 0)
    const figure = {
      value,
      min: orNull(own.min, index),
      max: orNull(own.max, index),
      count,
      coverage: coverageOf(count, expectedReadings(source.periods, window, now)),
      quality: windowQuality({ value, count, suspect, estimated: false }),
      suspect,
    }
    return toWindow(figure, index)
  })
}

function orNull(column: Float64Array | undefined, index: number): number | null {
  const value = column?.[index]
  return value === undefined || Number.isNaN(value) ? null : value
}
