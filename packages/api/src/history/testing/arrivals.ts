import { counterEntries, type Entry, type Reading, swapsOf } from '@bypuls/model'
import fc from 'fast-check'
import { HEAT, linkOf } from './counter-registry.js'

const HOUR = 3_600_000
const RATE = 5_000

/** Good readings of the counter, so far apart. */
export const heat = (values: readonly number[], firstAt = 0, stepMs = HOUR): readonly Reading[] =>
  values.map((value, index) => ({
    point: HEAT,
    observedAt: firstAt + index * stepMs,
    value,
    flag: 'good',
  }))

/** The counter's device was swapped for another then. */
export const SWAPPED = linkOf({ from: 20.5 * HOUR, oldFinal: 30_000, newFirst: 10 })

/** Meters that count, stand still, are reset and glitch, and the order and batches their readings come in. */
export const arrivals = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: 0, max: 400 }).map((by) => ({ by })) },
      { weight: 2, arbitrary: fc.constantFrom(0, 5, 4_000, 99_999).map((to) => ({ to })) },
    ),
    { minLength: 5, maxLength: 70 },
  )
  .chain((moves) => fc.tuple(fc.constant(moves), fc.constantFrom(HOUR, 7 * HOUR)))
  .chain(([moves, stepMs]) => {
    let total = 20_000
    const values = moves.map((move) => {
      if ('to' in move && move.to === 5) total = 0
      if ('to' in move) return move.to
      total += move.by
      return total
    })
    const readings = heat(values, 0, stepMs)
    const order = fc.oneof(
      fc.constant(readings),
      fc.constant(readings.toReversed()),
      fc.shuffledSubarray([...readings], { minLength: readings.length }),
    )
    return fc.record({
      readings: fc.constant(readings),
      order,
      batch: fc.integer({ min: 1, max: 9 }),
    })
  })

/** What the entries must be: those of the whole series. */
export function entriesOf(readings: readonly Reading[]): readonly Entry[] {
  return counterEntries(
    { observedAt: readings.map((one) => one.observedAt), value: readings.map((one) => one.value) },
    { point: HEAT, maxRatePerHour: RATE, swaps: swapsOf([SWAPPED]) },
  )
}
