import type { PartName } from '@bypuls/model'
import type { WindowQuery } from '../store.js'
import { windowStart } from '../window-parts.js'
import { GOOD, type Named, ofPoints, source, WITHOUT_MEASUREMENT } from './flux.js'
import type { Reader } from './groups.js'
import { type Run, readRuns } from './runs.js'

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

/** Whether the engine has a function for it. */
export function isPushedPart(part: PartName): boolean {
  return PUSHED[part] !== undefined
}

/** One part of one point in the windows that begin at `observedAt`, or that have their reading then. */
export type PartRuns = ReadonlyMap<PartName, ReadonlyMap<string, Run>>

/**
 * The parts of a group, a query for each function, side by side. With `everyWindow` the engine gives the
 * windows without readings too, and no times: half of its work is writing them down. They are counted
 * out here, and all runs share their times; an empty window has the value NaN, or 0 as a count.
 */
export async function readPartRuns(
  reader: Reader,
  group: Named,
  query: WindowQuery,
  everyWindow: boolean,
): Promise<PartRuns> {
  const functions = [...new Set(query.parts.map((part) => PUSHED[part] ?? part))]
  const isCounted = everyWindow && !query.parts.some((part) => part.endsWith('At'))
  const starts = startsOf(query)
  const answers = await Promise.all(
    functions.map(async (fn) => {
      const flux = fluxOf(reader, group, query, { fn, isCounted })
      const runs = new Map<string, Run>()
      for (const [point, { good }] of await readRuns(reader.ask, flux)) {
        if (!isCounted) runs.set(point, good)
        else if (good.value.length === starts.length) {
          runs.set(point, { observedAt: starts, value: good.value })
        } else return undefined
      }
      return [fn, runs] as const
    }),
  )
  const known = answers.flatMap((answer) => (answer === undefined ? [] : [answer]))
  // Not as many windows as were expected: then each has to say which one it is.
  if (known.length < answers.length) return readPartRuns(reader, group, query, false)
  const byFunction = new Map<string, ReadonlyMap<string, Run>>(known)
  return new Map(
    query.parts.map((part) => [part, byFunction.get(PUSHED[part] ?? part) ?? new Map()]),
  )
}

/** How many windows a range touches. */
export function windowsIn({ from, to, widthMs, originMs }: WindowQuery): number {
  return (
    Math.round(
      (windowStart(to - 1, widthMs, originMs) - windowStart(from, widthMs, originMs)) / widthMs,
    ) + 1
  )
}

function startsOf(query: WindowQuery): Float64Array {
  const first = windowStart(query.from, query.widthMs, query.originMs)
  return Float64Array.from(
    { length: windowsIn(query) },
    (_, index) => first + index * query.widthMs,
  )
}

/**
 * `aggregateWindow` is answered by the storage itself; it gives the windows' starts. First and last with
 * their own times come from a plain `window`.
 */
function fluxOf(
  { address }: Reader,
  group: Named,
  query: WindowQuery,
  { fn, isCounted }: { readonly fn: string; readonly isCounted: boolean },
): string {
  const { widthMs, originMs, parts } = query
  const windows = `every: ${widthMs}ms, offset: ${offsetOf(originMs, widthMs)}ms`
  const from = source(address, query, ofPoints(group, GOOD))
  if (parts.some((part) => part === `${fn}At`)) {
    return `${from} |> window(${windows}, createEmpty: false) |> ${fn}() |> ${WITHOUT_MEASUREMENT}`
  }
  const aggregate = `${from} |> aggregateWindow(${windows}, fn: ${fn}, timeSrc: "_start", createEmpty: ${isCounted})`
  return `${aggregate} |> ${isCounted ? WITHOUT_TIME : WITHOUT_MEASUREMENT}`
}

const WITHOUT_TIME = 'drop(columns: ["_time", "_start", "_stop", "_measurement"])'

/** The engine counts windows from 1970; ours from their origin. */
function offsetOf(originMs: number, widthMs: number): number {
  return ((originMs % widthMs) + widthMs) % widthMs
}
