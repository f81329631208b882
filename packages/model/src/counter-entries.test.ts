import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CounterRules, counterEntries } from './counter-entries.js'
import { totalsOf } from './counter-increase.js'

const HOUR = 3_600_000
const rules: CounterRules = { point: 'a.b.heat', maxRatePerHour: 50, swaps: [] }

/** Readings an hour apart. */
const hourly = (...value: readonly number[]) => ({
  observedAt: value.map((_, index) => index * HOUR),
  value,
})

/** What the meter counted from the first to the last believed reading. */
function counted(readings: ReturnType<typeof hourly>, of: CounterRules = rules): number {
  const entries = counterEntries(readings, of)
  const suspects = new Set(entries.filter(({ kind }) => kind === 'suspect').map(({ at }) => at))
  const total = totalsOf(entries)
  const totals = readings.observedAt
    .map((at, index) => total(at, readings.value[index] ?? Number.NaN))
    .filter(({ at }) => !suspects.has(at))
    .map(({ value }) => value)
  for (const [index, value] of totals.entries()) {
    expect(value).toBeGreaterThanOrEqual(totals[index - 1] ?? Number.NEGATIVE_INFINITY)
  }
  return (totals.at(-1) ?? 0) - (totals[0] ?? 0)
}

test('a zero between two higher values is a glitch and adds nothing', () => {
  const readings = hourly(13_423, 0, 13_424)

  expect(counterEntries(readings, rules)).toEqual([
    { point: 'a.b.heat', kind: 'suspect', at: HOUR, rule: 'glitch' },
  ])
  expect(counted(readings)).toBe(1)
})

test('a lower value is a reset that counts from zero', () => {
  const readings = hourly(100, 5, 8)

  expect(counterEntries(readings, rules)).toEqual([
    { point: 'a.b.heat', kind: 'offset', at: HOUR, amount: 100, rule: 'reset' },
  ])
  expect(counted(readings)).toBe(8)
})

test('a reset to more than can have been counted since adds nothing', () => {
  expect(counted(hourly(13_423, 500, 501, 502))).toBe(2)
})

test('a run of zeros is a reset, undone when the former total comes back', () => {
  expect(counted(hourly(13_423, 0, 0, 0, 0, 0, 13_430, 13_431))).toBe(8)
})

test('small steps back and forth never count as a reset', () => {
  expect(counted(hourly(100.02, 100.01, 100.01, 100.03))).toBeCloseTo(0.02, 9)
})

test('a meter whose size is known rolls over', () => {
  const readings = hourly(99_990, 15)

  expect(counterEntries(readings, { ...rules, rolloverAt: 100_000 })).toEqual([
    { point: 'a.b.heat', kind: 'offset', at: HOUR, amount: 100_000, rule: 'rollover' },
  ])
  expect(counted(readings, { ...rules, rolloverAt: 100_000 })).toBe(25)
})

test('a jump above the maximal rate is suspect, and counts once the next reading confirms it', () => {
  expect(counterEntries(hourly(100, 101, 900), rules)).toEqual([
    { point: 'a.b.heat', kind: 'suspect', at: 2 * HOUR, rule: 'rate' },
  ])
  expect(counted(hourly(100, 101, 900, 910))).toBe(810)
})

test('a spike of up to three readings stays suspect when the old total comes back', () => {
  expect(counted(hourly(100, 900, 101))).toBe(1)
  expect(counted(hourly(100, 99_999, 99_999, 99_999, 103))).toBe(3)
})

test('a zero before the first true reading is not where the meter began', () => {
  expect(counterEntries(hourly(0, 13_423, 13_424), rules)).toEqual([
    { point: 'a.b.heat', kind: 'suspect', at: 0, rule: 'glitch' },
  ])
})

test('a swap goes on from the old final and the new first value', () => {
  const swapped = { ...rules, swaps: [{ at: 1.5 * HOUR, oldFinal: 1_005, newFirst: 3 }] }
  const readings = hourly(1_000, 1_002, 7, 9)

  expect(counterEntries(readings, swapped)).toEqual([
    { point: 'a.b.heat', kind: 'offset', at: 1.5 * HOUR, amount: 1_002, rule: 'swap' },
  ])
  expect(counted(readings, swapped)).toBe(11)
})

test('of a swap with one value missing the nearest reading stands in', () => {
  const at = 1.5 * HOUR

  expect(counted(hourly(1_000, 1_002, 7, 9), { ...rules, swaps: [{ at, newFirst: 3 }] })).toBe(8)
  expect(counted(hourly(1_000, 1_002, 7, 9), { ...rules, swaps: [{ at, oldFinal: 1_005 }] })).toBe(
    7,
  )
})

test('a long silence allows a large step', () => {
  const readings = { observedAt: [0, 100 * HOUR], value: [0.5, 4_000] }

  expect(counterEntries(readings, rules)).toEqual([])
})

test('whatever is taken up in the middle says the same as the whole', () => {
  const steps = fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 0, max: 40 }).map((step) => ({ step })) },
      { weight: 1, arbitrary: fc.constant({ to: 0 }) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 5_000 }).map((to) => ({ to })) },
    ),
    { minLength: 8, maxLength: 40 },
  )
  fc.assert(
    fc.property(steps, (moves) => {
      let total = 1_000
      const values = moves.map((move) => {
        if ('to' in move) return move.to
        total += move.step
        return total
      })
      const readings = hourly(...values)
      const whole = counterEntries(readings, rules)

      expect(counted(readings)).toBeGreaterThanOrEqual(0)
      const suspects = new Set(whole.filter((e) => e.kind === 'suspect').map((e) => e.at))
      const middle = readings.observedAt.findIndex((at, i) => i > 3 && !suspects.has(at))
      if (middle < 0) return
      const reset = whole.findLast((e) => e.kind === 'offset' && e.at <= middle * HOUR)
      const open = reset?.kind === 'offset' && reset.amount > 0
      const rest = counterEntries(
        {
          observedAt: readings.observedAt.slice(middle + 1),
          value: values.slice(middle + 1),
        },
        rules,
        {
          last: { at: middle * HOUR, value: values[middle] ?? 0 },
          ...(open && { reset: { at: reset.at, amount: reset.amount } }),
        },
      )
      expect(rest).toEqual(whole.filter((e) => e.at > middle * HOUR))
    }),
    { numRuns: 300 },
  )
})
