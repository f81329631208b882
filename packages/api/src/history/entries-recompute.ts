import type { Entry } from '@bypuls/model'
import { type Good, marginAfter, marginBefore, pushGood } from './entries-margins.js'
import { type Scanned, scanTouched } from './entries-scan.js'
import type { Counter, RulesStore, TouchedRange } from './entries-shapes.js'

/** A question reaches so many expected intervals to either side of what was touched … */
const REACH_INTERVALS = 16
/** … but not further than this for a slow meter among quick ones, ms. */
const REACH_MS = 16 * 3_600_000
/** Readings asked for, for a point by itself, where the reach held too few. */
const MARGIN = 128

export type RecomputeQuery = {
  readonly counters: readonly Counter[]
  readonly touched: TouchedRange
  readonly entries: (point: string) => readonly Entry[]
  /** Times of readings that the store has taken: an answer without them is not used. */
  readonly expected?: (point: string) => readonly number[]
}

/** `lacking`: the answers lack readings that the store has; it shows them only later. */
export type Recomputed = { readonly point: string; readonly scanned: Scanned | 'lacking' }

/**
 * The entries of several counters over one touched range: one question to the store for all of their
 * readings in and around it, and one more for those whose series begins or ends there. A store that
 * shows later than it acknowledges may show a reading in one answer and not in the next: each answer
 * is held against what is expected of it and against the one before.
 */
export async function* recompute(
  store: RulesStore,
  { counters, touched, entries, expected }: RecomputeQuery,
): AsyncGenerator<Recomputed> {
  const reach = reachOf(counters, touched)
  const byPoint = new Map(counters.map((counter) => [counter.point, counter]))
  const open: Attempt[] = []
  for await (const { point, good } of seriesOf(store, [...byPoint.keys()], reach)) {
    const rules = byPoint.get(point)
    if (rules === undefined) continue
    if (lacks(good, expected?.(point) ?? [])) {
      yield { point, scanned: 'lacking' }
      continue
    }
    const attempt = { rules, touched, readings: good, fromStart: false, toEnd: false }
    const scanned = scanTouched({ ...attempt, old: entries(point) })
    if (typeof scanned === 'object') yield { point, scanned }
    else open.push(attempt)
  }
  if (open.length === 0) return
  for (const { point, attempt } of await withEnds(store, open, reach)) {
    // A series that nothing is known of, and that has entries: they are not taken away for that.
    if (attempt !== 'lacking' && isNothing(attempt) && entries(point).length > 0) continue
    const isWhole = attempt !== 'lacking'
    yield {
      point,
      scanned: isWhole ? await scanWidening(store, attempt, entries(point)) : 'lacking',
    }
  }
}

type Attempt = {
  readonly rules: Counter
  readonly touched: TouchedRange
  readonly readings: Good
  readonly fromStart: boolean
  readonly toEnd: boolean
}

function reachOf(counters: readonly Counter[], { from, to }: TouchedRange): TouchedRange {
  const slowest = counters.reduce((most, { intervalMs }) => Math.max(most, intervalMs), 0)
  const ms = Math.min(REACH_INTERVALS * slowest, REACH_MS)
  return { from: from - ms, to: to + ms }
}

function isNothing({ readings, fromStart, toEnd }: Attempt): boolean {
  return readings.observedAt.length === 0 && fromStart && toEnd
}

function lacks({ observedAt }: Good, expected: readonly number[]): boolean {
  if (expected.length === 0) return false
  const times = new Set(observedAt)
  return expected.some((at) => !times.has(at))
}

/** Learns which series begin and end within the reach. */
async function withEnds(
  store: RulesStore,
  attempts: readonly Attempt[],
  reach: TouchedRange,
): Promise<readonly { readonly point: string; readonly attempt: Attempt | 'lacking' }[]> {
  const points = attempts.map(({ rules }) => rules.point)
  const [starts, ends] = await Promise.all([
    store.around(points, reach.from),
    store.around(points, reach.to + 1),
  ])
  const startOf = new Map(starts.map((start) => [start.point, start]))
  const endOf = new Map(ends.map((end) => [end.point, end]))
  return attempts.map((attempt) => {
    const { point } = attempt.rules
    const [start, end] = [startOf.get(point), endOf.get(point)]
    const [first, last] = [attempt.readings.observedAt[0], attempt.readings.observedAt.at(-1)]
    const startLacks = first !== undefined && !(start?.after && start.after.observedAt <= first)
    const endLacks = last !== undefined && !(end?.before && end.before.observedAt >= last)
    const reachLacks = first === undefined && start?.after && start.after.observedAt <= reach.to
    if (startLacks || endLacks || reachLacks) return { point, attempt: 'lacking' }
    return { point, attempt: { ...attempt, fromStart: !start?.before, toEnd: !end?.after } }
  })
}

/** Looks further to the side that lacks readings until there are enough. */
async function scanWidening(
  store: RulesStore,
  attempt: Attempt,
  old: readonly Entry[],
): Promise<Scanned | 'lacking'> {
  const { touched, rules } = attempt
  let { readings, fromStart, toEnd } = attempt
  for (let limit = MARGIN; ; limit *= 8) {
    const scanned = scanTouched({ rules, touched, old, readings, fromStart, toEnd })
    if (typeof scanned === 'object') return scanned
    if (scanned === 'more-before') {
      const earlier = await marginBefore(store, rules.point, { at: touched.from, limit })
      const known = before(readings, touched.from).observedAt.at(-1) ?? Number.NEGATIVE_INFINITY
      if (earlier.whole && !((earlier.observedAt.at(-1) ?? Number.NaN) >= known)) return 'lacking'
      readings = joined(earlier, notBefore(readings, touched.from))
      fromStart = earlier.whole
    } else {
      const later = await marginAfter(store, rules.point, { at: touched.to + 1, limit })
      const known = notBefore(readings, touched.to + 1).observedAt[0] ?? Number.POSITIVE_INFINITY
      if (later.whole && !((later.observedAt[0] ?? Number.NaN) <= known)) return 'lacking'
      readings = joined(before(readings, touched.to + 1), later)
      toEnd = later.whole
    }
  }
}

/** The good readings of a range, one point at a time, those without any included. */
async function* seriesOf(
  store: RulesStore,
  points: readonly string[],
  { from, to }: TouchedRange,
): AsyncGenerator<{ readonly point: string; readonly good: Good }> {
  const left = new Set(points)
  let current: { point: string; observedAt: number[]; value: number[] } | undefined
  for await (const chunk of store.readings({ points, from, to: to + 1 })) {
    if (current !== undefined && current.point !== chunk.point) {
      yield { point: current.point, good: current }
      current = undefined
    }
    current ??= { point: chunk.point, observedAt: [], value: [] }
    left.delete(chunk.point)
    pushGood(current, chunk)
  }
  if (current !== undefined) yield { point: current.point, good: current }
  for (const point of left) yield { point, good: { observedAt: [], value: [] } }
}

function joined(a: Good, b: Good): Good {
  return {
    observedAt: a.observedAt.concat(b.observedAt),
    value: a.value.concat(b.value),
  }
}

function notBefore({ observedAt, value }: Good, at: number): Good {
  const first = observedAt.findIndex((time) => time >= at)
  return first < 0
    ? { observedAt: [], value: [] }
    : { observedAt: observedAt.slice(first), value: value.slice(first) }
}

function before({ observedAt, value }: Good, at: number): Good {
  const first = observedAt.findIndex((time) => time >= at)
  return first < 0
    ? { observedAt, value }
    : { observedAt: observedAt.slice(0, first), value: value.slice(0, first) }
}
