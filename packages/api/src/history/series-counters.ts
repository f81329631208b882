import {
  type Increase,
  type Interval,
  increases,
  type Parts,
  partsFor,
  type StoreSpan,
  type Total,
  type TotalsWindow,
  totalsOf,
} from '@bypuls/model'
import { cutWindows } from './series-cuts.js'
import { type Around, neighboursAt } from './series-neighbours.js'
import { eachWindow, type WindowCounts } from './series-parts.js'
import { windowQuality } from './series-quality.js'
import type { Figure, HistoryDeps, ToWindow } from './series-shapes.js'
import type { Source } from './series-sources.js'

export type CounterQuery<Window> = {
  readonly sources: readonly Source[]
  readonly windows: readonly Interval[]
  readonly spans: readonly StoreSpan[]
  /** Suspect readings per point and window. */
  readonly suspects: Promise<WindowCounts>
  readonly now: number
  readonly toWindow: ToWindow<Window>
}

/**
 * What meters counted in each window, from the store's first and last readings and the dated offsets.
 * Only a window with a reading that an entry does not believe is made from its readings.
 */
export async function counterSeries<Window>(
  store: HistoryDeps['store'],
  { sources, windows, spans, suspects, now, toWindow }: CounterQuery<Window>,
): Promise<ReadonlyMap<string, readonly Window[]>> {
  const runs = runsOf(windows)
  const points = sources.map(({ point }) => point)
  const parts = new Map(points.map((point): [string, Parts[]] => [point, []]))
  const asked = { points, spans, parts: partsFor('increase') }
  const [edges, flagged] = await Promise.all([
    Promise.all(runs.map((run) => edgesOf(store, sources, run))),
    suspects,
    eachWindow(store, asked, (point, window, found) => {
      const of = parts.get(point)
      if (of !== undefined) of[window] = found
    }),
  ])

  const series = new Map<string, readonly Window[]>()
  for (const source of sources) {
    const ends = await endsOf(store, { source, windows, parts: parts.get(source.point) })
    const counted = runs.flatMap((run, index) =>
      increasesOfRun({ source, run, ends, edges: edges[index], now }),
    )
    const left = flagged.get(source.point)
    series.set(
      source.point,
      ends.map((end, index) =>
        toWindow(toFigure(end, counted[index], left?.get(index) ?? 0), index),
      ),
    )
  }
  return series
}

/** A window's believed readings: how many, the raw first and last, and how many an entry took out. */
type Ends = Interval & {
  readonly count: number
  readonly out: number
  readonly first?: Total
  readonly last?: Total
}

type EndsQuery = {
  readonly source: Source
  readonly windows: readonly Interval[]
  readonly parts: readonly (Parts | undefined)[] | undefined
}

async function endsOf(
  store: HistoryDeps['store'],
  { source, windows, parts }: EndsQuery,
): Promise<readonly Ends[]> {
  const cuts = await cutWindows(store, source, windows)
  return windows.map(({ start, end }, index) => {
    const cut = cuts.get(index)
    const found = cut === undefined ? parts?.[index] : cut.parts
    return { start, end, count: found?.count ?? 0, out: cut?.out ?? 0, ...firstAndLast(found) }
  })
}

function firstAndLast(parts: Parts | undefined): { first?: Total; last?: Total } {
  if (parts === undefined) return {}
  const { first, firstAt, last, lastAt } = parts
  return {
    ...(first !== undefined && firstAt !== undefined && { first: { at: firstAt, value: first } }),
    ...(last !== undefined && lastAt !== undefined && { last: { at: lastAt, value: last } }),
  }
}

/** A stretch of windows that lie back to back: [first, end) of their list. */
type Run = Interval & { readonly first: number; readonly until: number }

function runsOf(windows: readonly Interval[]): readonly Run[] {
  const runs: { first: number; until: number; start: number; end: number }[] = []
  for (const [index, { start, end }] of windows.entries()) {
    const run = runs.at(-1)
    if (run !== undefined && run.end === start) {
      run.end = end
      run.until = index + 1
    } else {
      runs.push({ start, end, first: index, until: index + 1 })
    }
  }
  return runs
}

type Edges = {
  readonly start: ReadonlyMap<string, Around>
  readonly end: ReadonlyMap<string, Around>
}

async function edgesOf(
  store: HistoryDeps['store'],
  sources: readonly Source[],
  run: Run,
): Promise<Edges> {
  const [start, end] = await Promise.all([
    neighboursAt(store, sources, run.start),
    neighboursAt(store, sources, run.end),
  ])
  return { start, end }
}

type RunQuery = {
  readonly source: Source
  readonly run: Run
  readonly ends: readonly Ends[]
  readonly edges: Edges | undefined
  readonly now: number
}

function increasesOfRun({ source, run, ends, edges, now }: RunQuery): readonly Increase[] {
  const total = totalsOf(source.entries)
  const toTotal = (raw: Total | undefined) => raw && total(raw.at, raw.value)
  const before = toTotal(edges?.start.get(source.point)?.before)
  const after = toTotal(edges?.end.get(source.point)?.after)
  const windows = ends.slice(run.first, run.until).map(({ start, end, ...raw }): TotalsWindow => {
    const [first, last] = [toTotal(raw.first), toTotal(raw.last)]
    return { start, end, ...(first && { first }), ...(last && { last }) }
  })
  return increases({
    windows,
    ...(before && { before }),
    ...(after && { after }),
    periods: source.periods,
    now,
  })
}

function toFigure(ends: Ends, increase: Increase | undefined, flagged: number): Figure {
  const { value = null, coverage = null, estimated = false } = increase ?? {}
  const { count } = ends
  const suspect = flagged + ends.out
  const quality = windowQuality({ value, count, suspect, estimated })
  return { value, min: null, max: null, count, coverage, quality, suspect }
}
