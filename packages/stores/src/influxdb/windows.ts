import type { PartName, WindowParts } from '@bypuls/model'
import type { WindowQuery } from '../store.js'
import { windowStart } from '../window-parts.js'
import { ahead } from './ahead.js'
import { GOOD, type Named, named, ofPoints, SUSPECT, source, WITHOUT_MEASUREMENT } from './flux.js'
import { groupsOf, type Reader, readOnePerPoint, siteBySite } from './groups.js'
import { readRawWindows } from './raw-windows.js'
import { type Run, readRuns } from './runs.js'
import { spansOf, wholeOf } from './spans.js'
import { clamped } from './times.js'
import { PER_ANSWER } from './walk.js'

/** What the engine answers from its blocks, and the functions that it does so for. */
const PUSHED: Partial<Record<PartName, string>> = {
  count: 'count',
  sum: 'sum',
  min: 'min',
  max: 'max',
  first: 'first',
  last: 'last',
  firstAt: 'first',
  lastAt: 'last',
}

/** Windows per batch. */
const BATCH = 4_096
/**
 * Readings per window below which reading them all costs less than asking for first and last with their
 * times: the engine makes a table of each window for those.
 */
const FEW_PER_WINDOW = 20
/** Time × points below which one read of the readings answers sooner than a query per part. */
const SMALL_MS = 2 * 86_400_000

/**
 * Windows by one `aggregateWindow` per part and query, several side by side. What the engine has no
 * function for, and what is short, is computed from the readings.
 */
export async function* readWindows(
  reader: Reader,
  query: WindowQuery,
): AsyncGenerator<readonly WindowParts[]> {
  const points = named(query.points)
  const range = clamped(query.from, query.to)
  const parts = [...new Set(query.parts)]
  if (range === undefined || points.length === 0) return
  if (query.flag === 'suspect') {
    // They are few: the whole history of a point is read for the time only in which it has some.
    const some = await spansOf(reader, points, range, SUSPECT)
    for (const point of points) {
      const within = some.get(point.point)
      if (within) yield* readRawWindows(reader, [point], { ...query, ...within, parts })
    }
    return
  }
  const isShort = range.to - range.from <= (query.widthMs * PER_ANSWER) / 10
  const span = isShort ? range : wholeOf(await spansOf(reader, points, range, GOOD))
  if (span === undefined) return
  const asked = { ...query, ...span, parts }
  const perPoint = (span.to - span.from) / query.widthMs + 1
  const isSmall = (span.to - span.from) * points.length <= SMALL_MS
  const isPushed = parts.length > 0 && parts.every((part) => PUSHED[part] !== undefined)
  if (isSmall || !isPushed || perPoint > PER_ANSWER) {
    yield* readRawWindows(reader, points, asked)
    return
  }
  const most = Math.max(1, Math.floor(PER_ANSWER / perPoint))
  yield* ahead(readPushed(reader, groupsOf(siteBySite(points), most), asked))
}

async function* readPushed(
  reader: Reader,
  groups: readonly Named[],
  query: WindowQuery,
): AsyncGenerator<readonly WindowParts[]> {
  for (const group of groups) {
    if (await areFew(reader, group, query)) {
      yield* readRawWindows(reader, group, query)
      continue
    }
    const functions = [...new Set(query.parts.map((part) => PUSHED[part] ?? part))]
    const answers = await Promise.all(
      functions.map(
        async (fn) => [fn, await readRuns(reader.ask, fluxOf(reader, group, query, fn))] as const,
      ),
    )
    const byFunction = new Map(answers)
    for (const { point } of group) {
      yield* batchesOf(
        windowsOf(point, query, (part) => byFunction.get(PUSHED[part] ?? part)?.get(point)?.good),
      )
    }
  }
}

async function areFew(reader: Reader, points: Named, query: WindowQuery): Promise<boolean> {
  const { from, to, widthMs, parts } = query
  if (!parts.some((part) => part.endsWith('At'))) return false
  const ends = { points, range: { from, to }, measurements: GOOD, end: 'count()' } as const
  let readings = 0
  for (const { good } of (await readOnePerPoint(reader, ends)).values())
    readings += good?.value ?? 0
  return readings < (FEW_PER_WINDOW * points.length * (to - from)) / widthMs
}

/**
 * `aggregateWindow` is answered by the storage itself; it gives the windows' starts. First and last with
 * their own times come from a plain `window`.
 */
function fluxOf({ address }: Reader, group: Named, query: WindowQuery, fn: string): string {
  const { widthMs, originMs, parts } = query
  const windows = `every: ${widthMs}ms, offset: ${offsetOf(originMs, widthMs)}ms, createEmpty: false`
  const from = source(address, query, ofPoints(group, GOOD))
  const needsTime = parts.some((part) => part === `${fn}At`)
  if (needsTime) return `${from} |> window(${windows}) |> ${fn}() |> ${WITHOUT_MEASUREMENT}`
  return `${from} |> aggregateWindow(${windows}, fn: ${fn}, timeSrc: "_start") |> ${WITHOUT_MEASUREMENT}`
}

/** The engine counts windows from 1970; ours from their origin. */
function offsetOf(originMs: number, widthMs: number): number {
  return ((originMs % widthMs) + widthMs) % widthMs
}

/** The windows of one point that every part has an answer for. */
function* windowsOf(
  point: string,
  { parts, widthMs, originMs }: WindowQuery,
  runOf: (part: PartName) => Run | undefined,
): Iterable<WindowParts> {
  const columns = parts.map((part) => ({
    part,
    isTime: part.endsWith('At'),
    run: runOf(part),
    at: 0,
  }))
  const [lead] = columns
  for (let row = 0; row < (lead?.run?.value.length ?? 0); row++) {
    const start = windowStart(lead?.run?.observedAt[row] ?? NaN, widthMs, originMs)
    const found: { [part in PartName]?: number } = {}
    let isWhole = true
    for (const column of columns) {
      const { run } = column
      while (run && windowStart(run.observedAt[column.at] ?? Infinity, widthMs, originMs) < start)
        column.at += 1
      const time = run?.observedAt[column.at] ?? Infinity
      isWhole &&= windowStart(time, widthMs, originMs) === start
      found[column.part] = column.isTime ? time : (run?.value[column.at] ?? NaN)
    }
    // A reading that came between the queries shows in some of them only; the next question has it.
    if (isWhole) yield { point, start, ...found }
  }
}

function* batchesOf(windows: Iterable<WindowParts>): Iterable<readonly WindowParts[]> {
  let batch: WindowParts[] = []
  for (const window of windows) {
    batch.push(window)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
