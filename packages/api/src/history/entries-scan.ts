import {
  type CounterRules,
  type CounterStart,
  counterEntries,
  type Entry,
  LOOK_AHEAD,
  RESET_MEMORY_MS,
  type ReadingColumns,
} from '@bypuls/model'
import { EVER, type TouchedRange } from './entries-shapes.js'
import type { Tail } from './entries-tails.js'

export type ScanQuery = {
  readonly rules: CounterRules
  /** Good readings in time order, from well before the touched range to well after it. */
  readonly readings: ReadingColumns
  /** Whether the readings begin with the series, and end with it. */
  readonly fromStart: boolean
  readonly toEnd: boolean
  readonly touched: TouchedRange
  /** The point's entries as they are. */
  readonly old: readonly Entry[]
}

/** Entries for [from, to), which replace those there; `tail` where the series ends in it. */
export type Scanned = {
  readonly from: number
  readonly to: number
  readonly entries: readonly Entry[]
  readonly tail: Tail | undefined
}

/**
 * The entries of a touched range, recomputed from a reading before it that the arrival cannot have
 * changed to one after it from which the series goes on as it did. Says which side lacks readings where
 * there is no such one among those given.
 */
export function scanTouched(query: ScanQuery): Scanned | 'more-before' | 'more-after' {
  const { rules, readings, fromStart, touched, old } = query
  const anchor = anchorIndex(query)
  if (anchor === undefined && !fromStart) return 'more-before'

  const first = anchor === undefined ? 0 : anchor + 1
  const start = anchor === undefined ? {} : startAt(readings, anchor, old)
  const rest = {
    observedAt: Array.from(readings.observedAt).slice(first),
    value: Array.from(readings.value).slice(first),
  }
  const found = counterEntries(rest, rules, start)
  const from = start.last === undefined ? EVER.from : start.last.at + 1
  const kept = old.filter((entry) => entry.at < from)
  const joined = joinAt(rest.observedAt, { old, now: [...kept, ...found], after: touched.to })
  if (joined !== undefined) {
    const to = joined + 1
    return { from, to, entries: found.filter((entry) => entry.at < to), tail: undefined }
  }
  if (!query.toEnd) return 'more-after'
  return { from, to: EVER.to, entries: found, tail: tailOf(readings, [...kept, ...found]) }
}

/** A believed reading with so many before the touched range that no decision up to it can change. */
function anchorIndex({ readings, touched, old }: ScanQuery): number | undefined {
  const suspects = suspectTimes(old)
  let before = 0
  for (let index = readings.observedAt.length - 1; index >= 0; index -= 1) {
    const at = readings.observedAt[index] ?? Number.NaN
    if (at >= touched.from) continue
    before += 1
    if (before > LOOK_AHEAD && !suspects.has(at)) return index
  }
  return undefined
}

function startAt(
  { observedAt, value }: ReadingColumns,
  index: number,
  old: readonly Entry[],
): CounterStart {
  const last = { at: observedAt[index] ?? Number.NaN, value: value[index] ?? Number.NaN }
  const reset = openReset(old, last.at)
  return { last, ...(reset && { reset: { at: reset.at, amount: reset.amount } }) }
}

type JoinQuery = {
  readonly old: readonly Entry[]
  readonly now: readonly Entry[]
  readonly after: number
}

/**
 * The first reading after the touched range that both the old and the new entries believe, with the
 * same reset before it: from there on both say the same. It needs its own later readings at hand.
 */
function joinAt(times: readonly number[], { old, now, after }: JoinQuery): number | undefined {
  const suspects = new Set([...suspectTimes(old), ...suspectTimes(now)])
  return times.find(
    (at, index) =>
      at > after &&
      index + LOOK_AHEAD < times.length &&
      !suspects.has(at) &&
      same(openReset(old, at), openReset(now, at)),
  )
}

type OffsetEntry = Extract<Entry, { kind: 'offset' }>

/** The reset that a total may still come back from: the newest offset, if it is one and not long ago. */
function openReset(entries: readonly Entry[], at: number): OffsetEntry | undefined {
  let newest: OffsetEntry | undefined
  for (const entry of entries) {
    if (entry.kind !== 'offset' || entry.at > at) continue
    // At one time a reset comes after a swap.
    if (newest?.at === entry.at && entry.rule === 'swap') continue
    newest = entry
  }
  const isOpen = newest?.rule === 'reset' && newest.amount > 0
  return newest !== undefined && isOpen && at - newest.at <= RESET_MEMORY_MS ? newest : undefined
}

function same(a: OffsetEntry | undefined, b: OffsetEntry | undefined): boolean {
  return a?.at === b?.at && a?.amount === b?.amount
}

function suspectTimes(entries: readonly Entry[]): ReadonlySet<number> {
  return new Set(entries.filter(({ kind }) => kind === 'suspect').map(({ at }) => at))
}

function tailOf(
  { observedAt, value }: ReadingColumns,
  entries: readonly Entry[],
): Tail | undefined {
  const count = observedAt.length
  const [at, last] = [observedAt[count - 1], value[count - 1]]
  if (at === undefined || last === undefined) return undefined
  const lately = observedAt[count - 1 - LOOK_AHEAD] ?? Number.POSITIVE_INFINITY
  const settled = at >= lately && !entries.some((entry) => entry.at >= lately)
  return { last: { at, value: last }, settled }
}
