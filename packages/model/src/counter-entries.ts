import type { ReadingColumns } from './aggregate.js'
import type { DeviceLink } from './device.js'
import type { Entry } from './entry.js'

export type CounterRules = {
  readonly point: string
  /** The fastest that the meter can count, in its unit per hour; absent: any step is believed. */
  readonly maxRatePerHour?: number
  /** The size of a meter that rolls over (100 000 for five digits), where it is known. */
  readonly rolloverAt?: number
  readonly swaps: readonly Swap[]
}

/** From `at` on another meter counts: the old one stopped at `oldFinal`, the new began at `newFirst`. */
export type Swap = { readonly at: number; readonly oldFinal?: number; readonly newFirst?: number }

/**
 * Where a scan takes up the series: the last believed reading, and the newest reset among the entries
 * up to it. Empty at the start of a series.
 */
export type CounterStart = { readonly last?: Total; readonly reset?: Offset }
export type Total = { readonly at: number; readonly value: number }
export type Offset = { readonly at: number; readonly amount: number }

/** How many later readings a decision about one may look at. */
export const LOOK_AHEAD = 3

/** A total that does not come back within so much time after a reset is not the former one. */
export const RESET_MEMORY_MS = 7 * 24 * 3_600_000

/** Meters count in steps: a whole one may come between two readings, however close they are. */
const LEAST_ELAPSED_MS = 60_000
const HOUR_MS = 3_600_000

/**
 * What the rules for running totals say of a series: a pure function of its good readings in time
 * order, so the order of arrival cannot matter.
 *
 * - A lower value is a reset: it counts from 0, or adds nothing where so much cannot have been counted
 *   in the time. A meter whose size is known rolls over instead where that explains it.
 * - A single zero between two higher values is a glitch, as is another single dip that a reset cannot
 *   explain. A longer one is a reset, undone when the former total comes back within a week.
 * - A jump above the maximal rate is suspect until the next reading goes on from it, and stays so if
 *   one of the next three is back at the old total. A zero that starts a series is a glitch where the
 *   next readings agree on a total that it cannot have reached.
 * - A swap is an offset at the time of its link; a missing final or first value is taken from the
 *   nearest reading.
 */
export function counterEntries(
  readings: ReadingColumns,
  rules: CounterRules,
  start: CounterStart = {},
): readonly Entry[] {
  const { point, maxRatePerHour: rate = Number.POSITIVE_INFINITY } = rules
  const entries: Entry[] = []
  const swaps = rules.swaps.filter(isSwap).toSorted((a, b) => a.at - b.at)
  const count = readings.observedAt.length
  let { last, reset } = start
  let swap = swaps.findIndex((one) => one.at > (last?.at ?? Number.NEGATIVE_INFINITY))
  if (swap < 0) swap = swaps.length

  for (let index = 0; index < count; index += 1) {
    const reading = at(index)
    for (; swapAt() <= reading.at; swap += 1) applySwap(swaps[swap], reading)
    judge(reading, index)
  }
  return entries

  function judge(reading: Total, index: number): void {
    if (last === undefined) {
      if (isFalseStart(reading, index)) suspect(reading, 'glitch')
      else last = reading
    } else if (reading.value < last.value) {
      if (isGlitch(last, reading, next(index, 1))) suspect(reading, 'glitch')
      else drop(last, reading)
    } else if (reaches(last, reading)) {
      last = reading
    } else if (reset !== undefined && isBack(last, reset, reading)) {
      offset(reading.at, -reset.amount, 'reset')
      reset = undefined
      last = reading
    } else if (isConfirmed(last, reading, index)) {
      last = reading
    } else {
      suspect(reading, 'rate')
    }
  }

  function drop(before: Total, reading: Total): void {
    const { rolloverAt = Number.NaN } = rules
    last = reading
    if (reaches({ at: before.at, value: before.value - rolloverAt }, reading)) {
      reset = undefined
      offset(reading.at, rolloverAt, 'rollover')
    } else {
      const fromZero = reaches({ at: before.at, value: 0 }, reading)
      reset = { at: reading.at, amount: fromZero ? before.value : before.value - reading.value }
      offset(reading.at, reset.amount, 'reset')
    }
  }

  function applySwap(to: Swap | undefined, reading: Total): void {
    if (to === undefined || last === undefined) return
    const oldFinal = Math.max(to.oldFinal ?? last.value, last.value)
    const newFirst = to.newFirst ?? reading.value
    offset(to.at, oldFinal - newFirst, 'swap')
    last = { at: last.at, value: last.value + newFirst - oldFinal }
    reset = undefined
  }

  /** Whether the meter can have counted from one total to the other in the time between. */
  function reaches(from: Total, to: Total): boolean {
    const elapsedMs = Math.max(to.at - from.at, LEAST_ELAPSED_MS)
    return to.value >= from.value && to.value - from.value <= (rate * elapsedMs) / HOUR_MS
  }

  function isGlitch(before: Total, dip: Total, after: Total | undefined): boolean {
    if (after === undefined || after.value < before.value) return false
    if (dip.value === 0) return true
    const asReset = reaches({ at: before.at, value: 0 }, dip) && reaches(dip, after)
    return !asReset && reaches(before, after)
  }

  function isBack(before: Total, since: Offset, reading: Total): boolean {
    if (reading.at - since.at > RESET_MEMORY_MS) return false
    return reaches({ at: since.at, value: before.value + since.amount }, reading)
  }

  function isConfirmed(before: Total, jump: Total, index: number): boolean {
    for (let ahead = 1; ahead <= LOOK_AHEAD; ahead += 1) {
      const later = next(index, ahead)
      if (later !== undefined && later.value < jump.value && reaches(before, later)) return false
    }
    const after = next(index, 1)
    return after !== undefined && reaches(jump, after)
  }

  function isFalseStart(first: Total, index: number): boolean {
    const [second, third] = [next(index, 1), next(index, 2)]
    if (first.value !== 0 || second === undefined || third === undefined) return false
    return !reaches(first, second) && reaches(second, third)
  }

  /** The reading `ahead` places on, if the same meter still counts there. */
  function next(index: number, ahead: number): Total | undefined {
    if (index + ahead >= count) return undefined
    const later = at(index + ahead)
    return later.at < swapAt() ? later : undefined
  }

  function at(index: number): Total {
    return {
      at: readings.observedAt[index] ?? Number.NaN,
      value: readings.value[index] ?? Number.NaN,
    }
  }

  function swapAt(): number {
    return swaps[swap]?.at ?? Number.POSITIVE_INFINITY
  }

  function suspect(reading: Total, rule: 'glitch' | 'rate'): void {
    entries.push({ point, kind: 'suspect', at: reading.at, rule })
  }

  function offset(time: number, amount: number, rule: 'reset' | 'rollover' | 'swap'): void {
    if (amount !== 0) entries.push({ point, kind: 'offset', at: time, amount, rule })
  }
}

/** The swaps that a point's device links tell of. */
export function swapsOf(links: readonly DeviceLink[]): readonly Swap[] {
  return links
    .map(({ from, oldFinal, newFirst }) => ({
      at: from,
      ...(oldFinal !== undefined && { oldFinal }),
      ...(newFirst !== undefined && { newFirst }),
    }))
    .filter(isSwap)
}

function isSwap(swap: Swap): boolean {
  return swap.oldFinal !== undefined || swap.newFirst !== undefined
}
