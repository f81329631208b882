import type { Total } from './counter-entries.js'
import { type ExpectedPeriod, expectedReadings, HOLE_INTERVALS, intervalAt } from './coverage.js'
import type { Entry } from './entry.js'
import type { Interval } from './window.js'

/** A window with the totals (raw plus offsets) at its first and last believed reading, if it has any. */
export type TotalsWindow = Interval & { readonly first?: Total; readonly last?: Total }

export type IncreaseQuery = {
  /** Back to back, oldest first. */
  readonly windows: readonly TotalsWindow[]
  /** The last total before the first window, and the first at or after the end of the last one. */
  readonly before?: Total
  readonly after?: Total
  readonly periods: readonly ExpectedPeriod[]
  readonly now: number
}

/**
 * `value`: null where no total brackets any of the window. `coverage`: the share of the window (so far)
 * that lies between totals; null where there is none and none was expected. `estimated`: a boundary
 * lies in a hole, so that the total is right and its place in time a guess.
 */
export type Increase = {
  readonly value: number | null
  readonly coverage: number | null
  readonly estimated: boolean
}

/**
 * What a meter counted in each window: its total at the end less its total at the start, each read off
 * the straight line between the neighbouring totals. So the windows of a day add up to the day.
 * Where the series begins or ends inside a window, what it tells of is the part that it covers.
 */
export function increases(query: IncreaseQuery): readonly Increase[] {
  const { windows, periods, now } = query
  const edges = edgesOf(query)
  return windows.map((window, index) => {
    const from = startIn(window, edges[index])
    const to = endIn(window, edges[index + 1])
    const due = expectedReadings(periods, window, now) > 0 ? 0 : null
    if (from === undefined || to === undefined || to.at <= from.at) {
      return { value: null, coverage: due, estimated: false }
    }
    const past = Math.min(window.end, Math.max(now, to.at)) - window.start
    return {
      value: to.value - from.value,
      coverage: Math.min(1, (to.at - from.at) / past),
      estimated: inHole(edges[index], periods) || inHole(edges[index + 1], periods),
    }
  })
}

/** Raw values to totals: adds the offsets that are dated up to each time. Entries oldest first. */
export function totalsOf(entries: readonly Entry[]): (at: number, value: number) => Total {
  const times: number[] = []
  const sums: number[] = []
  for (const entry of entries) {
    if (entry.kind !== 'offset') continue
    times.push(entry.at)
    sums.push((sums.at(-1) ?? 0) + entry.amount)
  }
  return (at, value) => ({ at, value: value + (sums[lastUpTo(times, at)] ?? 0) })
}

/** A boundary between windows with its neighbouring totals. */
type Edge = { readonly at: number; readonly left?: Total; readonly right?: Total }

function edgesOf({ windows, before, after }: IncreaseQuery): readonly Edge[] {
  const count = windows.length
  const rights: (Total | undefined)[] = []
  let right = after
  rights[count] = right
  for (let index = count - 1; index >= 0; index -= 1) {
    right = windows[index]?.first ?? right
    rights[index] = right
  }
  let left = before
  return rights.map((total, index) => {
    left = windows[index - 1]?.last ?? left
    const at = windows[index]?.start ?? windows[count - 1]?.end ?? Number.NaN
    return { at, ...(left && { left }), ...(total && { right: total }) }
  })
}

function startIn(window: Interval, edge: Edge | undefined): Total | undefined {
  const total = edge && totalAt(edge)
  if (total !== undefined) return total
  // The series begins here.
  return edge?.right !== undefined && edge.right.at < window.end ? edge.right : undefined
}

function endIn(window: Interval, edge: Edge | undefined): Total | undefined {
  const total = edge && totalAt(edge)
  if (total !== undefined) return total
  // The series ends here.
  return edge?.left !== undefined && edge.left.at >= window.start ? edge.left : undefined
}

function totalAt({ at, left, right }: Edge): Total | undefined {
  if (right !== undefined && right.at === at) return right
  if (left === undefined || right === undefined) return undefined
  const share = (at - left.at) / (right.at - left.at)
  return { at, value: left.value + (right.value - left.value) * share }
}

function inHole(edge: Edge | undefined, periods: readonly ExpectedPeriod[]): boolean {
  if (edge?.left === undefined || edge.right === undefined || edge.right.at === edge.at)
    return false
  const interval = intervalAt(periods, edge.at)
  return interval !== undefined && edge.right.at - edge.left.at > HOLE_INTERVALS * interval
}

/** Index of the last time that is not after `at`; -1 where there is none. */
function lastUpTo(times: readonly number[], at: number): number {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] ?? Number.POSITIVE_INFINITY) <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}
