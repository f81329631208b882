import type { PartName, WindowParts } from '@bypuls/model'
import type { WindowQuery } from '../store.js'
import { windowStart } from '../window-parts.js'
import { GOOD, type Named, ofPoints, source, WITHOUT_MEASUREMENT } from './flux.js'
import { type Reader, readOnePerPoint } from './groups.js'
import { readRawWindows } from './raw-windows.js'
import { type Run, type Runs, readRuns } from './runs.js'

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
/**
 * Time × points of the last two windows up to which they are read as they are: in one piece, for they
 * may be growing just now, and a count and a sum of two moments would make a wrong mean.
 */
const LIVELY_MS = 20 * 86_400_000

/** Whether the engine has a function for it. */
export function isPushedPart(part: PartName): boolean {
  return PUSHED[part] !== undefined
}

/** Windows that the storage itself puts together, a query per part, all parts of a group side by side. */
export async function* readPushedWindows(
  reader: Reader,
  groups: readonly Named[],
  query: WindowQuery,
): AsyncGenerator<readonly WindowParts[]> {
  for (const group of groups) {
    if (await areFew(reader, group, query)) {
      yield* readRawWindows(reader, group, query)
      continue
    }
    const cut = whereLively(query, group.length)
    const [settled, lively] = await Promise.all([
      readParts(reader, group, { ...query, to: cut }),
      readLively(reader, group, { ...query, from: cut }),
    ])
    for (const { point } of group) {
      yield* batchesOf(windowsOf(point, query, (part) => settled.get(part)?.get(point)?.good))
      const last = lively.get(point)
      if (last !== undefined) yield last
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

/** Where the last two windows begin; the end of the range where they are too much to read, or all of it. */
function whereLively({ from, to, widthMs, originMs, parts }: WindowQuery, points: number): number {
  const cut = windowStart(to - 1, widthMs, originMs) - widthMs
  return parts.length > 1 && cut > from && points * 2 * widthMs <= LIVELY_MS ? cut : to
}

async function readLively(
  reader: Reader,
  group: Named,
  query: WindowQuery,
): Promise<ReadonlyMap<string, readonly WindowParts[]>> {
  const windows = new Map<string, WindowParts[]>()
  if (query.from >= query.to) return windows
  for await (const batch of readRawWindows(reader, group, query)) {
    for (const window of batch) {
      windows.set(window.point, [...(windows.get(window.point) ?? []), window])
    }
  }
  return windows
}

async function readParts(
  reader: Reader,
  group: Named,
  query: WindowQuery,
): Promise<ReadonlyMap<PartName, ReadonlyMap<string, Runs>>> {
  const functions = [...new Set(query.parts.map((part) => PUSHED[part] ?? part))]
  const answers = await Promise.all(
    functions.map(
      async (fn) => [fn, await readRuns(reader.ask, fluxOf(reader, group, query, fn))] as const,
    ),
  )
  const byFunction = new Map<string, ReadonlyMap<string, Runs>>(answers)
  return new Map(
    query.parts.map((part) => [part, byFunction.get(PUSHED[part] ?? part) ?? new Map()]),
  )
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
