import type { CounterRules, Total } from '@bypuls/model'

/**
 * The end of a counter's series as its entries know it. `settled`: no entry among the last readings, so
 * that a next one that goes on from `last` can change nothing before it.
 */
export type Tail = { readonly last: Total; readonly settled: boolean }

/** A run's first and last reading; `steady`: nothing between them is remarkable. Times are epoch ms UTC. */
export type RunEnds = {
  readonly from: number
  readonly to: number
  readonly first: number
  readonly last: number
  readonly steady: boolean
}

/** The ends of the counters' series, in memory, so that a reading in order costs no question. */
export type Tails = {
  /** Whether the reading is the unremarkable next one (or the last again); if so it is the end now. */
  follows(rules: CounterRules, at: number, value: number): boolean
  /** The same for a run of readings of which only the ends are known. */
  followsRun(rules: CounterRules, run: RunEnds): boolean
  /** The last reading that is known to be the end. */
  last(point: string): Total | undefined
  set(point: string, tail: Tail): void
  /** Called for what is touched: a range at or beyond the end leaves the end unknown. */
  touched(point: string, to: number): void
}

const HOUR_MS = 3_600_000

export function createTails(): Tails {
  const tails = new Map<string, { at: number; value: number; settled: boolean }>()

  return {
    follows(rules, at, value) {
      const tail = tails.get(rules.point)
      if (tail === undefined || !tail.settled) return false
      if (at === tail.at) return value === tail.value
      if (!goesOn(rules, tail, { at, value })) return false
      tail.at = at
      tail.value = value
      return true
    },

    followsRun(rules, { from, to, first, last, steady }) {
      const tail = tails.get(rules.point)
      if (tail === undefined || !tail.settled || !steady) return false
      const begin = { at: from, value: first }
      const isAgain = from === tail.at && first === tail.value
      if (!isAgain && !goesOn(rules, tail, begin)) return false
      if (to !== from && !goesOn(rules, begin, { at: to, value: last })) return false
      tail.at = to
      tail.value = last
      return true
    },
    last: (point) => tails.get(point),
    set: (point, { last, settled }) => void tails.set(point, { ...last, settled }),
    touched(point, to) {
      const tail = tails.get(point)
      if (tail !== undefined && to >= tail.at) tails.delete(point)
    },
  }
}

function goesOn(rules: CounterRules, last: Total, reading: Total): boolean {
  const { maxRatePerHour = Number.POSITIVE_INFINITY, swaps } = rules
  const elapsedMs = reading.at - last.at
  const step = reading.value - last.value
  if (elapsedMs <= 0 || step < 0 || step > (maxRatePerHour * elapsedMs) / HOUR_MS) return false
  return !swaps.some((swap) => swap.at > last.at && swap.at <= reading.at)
}
