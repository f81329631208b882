import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aggregateValue, mergeParts, type Parts, partsFor, partsOfReadings } from './aggregate.js'
import type { Aggregate } from './metric.js'

const of = (...value: readonly number[]): Parts | undefined =>
  partsOfReadings({ observedAt: value.map((_, index) => index * 1_000), value })

test.each<[Exclude<Aggregate, 'increase'>, readonly number[], number]>([
  ['mean', [1, 2, 6], 3],
  ['sum', [0.2, 0, 1.4], 1.6],
  ['min', [4, -2, 7], -2],
  ['max', [4, -2, 7], 7],
  ['last', [4, -2, 7, 5], 5],
  ['energy-mean', [60, 60], 60],
  ['energy-mean', [50, 70], 67.0329137811866],
  ['circular-mean', [350, 10, 0], 0],
  ['circular-mean', [260, 280], 270],
])('the %s of %j is %s', (aggregate, values, expected) => {
  expect(aggregateValue(aggregate, of(...values))).toBeCloseTo(expected, 9)
})

test('a window without readings has no value, and opposite directions have no mean', () => {
  expect(aggregateValue('mean', undefined)).toBeNull()
  expect(aggregateValue('sum', { count: 0, sum: 0 })).toBeNull()
  expect(aggregateValue('circular-mean', of(90, 270))).toBeNull()
})

test('a store is asked for no more than the aggregate needs', () => {
  expect(partsFor('mean')).toEqual(['count', 'sum'])
  expect(partsFor('max', { range: true })).toEqual(['count', 'max', 'min'])
  expect(partsFor('increase', { range: true })).not.toContain('min')
})

test('a window follows from the parts of its pieces, whichever comes first', () => {
  const readings = fc.array(fc.double({ min: -50, max: 140, noNaN: true }), {
    minLength: 2,
    maxLength: 40,
  })
  fc.assert(
    fc.property(readings, fc.nat(), fc.boolean(), (value, at, turned) => {
      const cut = 1 + (at % (value.length - 1))
      const observedAt = value.map((_, index) => index * 1_000)
      const piece = (from: number, to: number) =>
        partsOfReadings({ observedAt: observedAt.slice(from, to), value: value.slice(from, to) }) ??
        {}
      const [a, b] = [piece(0, cut), piece(cut, value.length)]

      const merged = turned ? mergeParts(b, a) : mergeParts(a, b)

      const whole: Parts = piece(0, value.length)
      expect(merged).toMatchObject({
        count: whole.count,
        min: whole.min,
        max: whole.max,
        first: whole.first,
        firstAt: whole.firstAt,
        last: whole.last,
        lastAt: whole.lastAt,
      })
      for (const part of ['sum', 'energySum', 'sinSum', 'cosSum'] as const) {
        const [one = Number.NaN, other = Number.NaN] = [merged[part], whole[part]]
        expect(Math.abs(one - other)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(other)))
      }
    }),
  )
})

test('parts that were not asked for stay absent', () => {
  expect(mergeParts({ count: 1, sum: 2 }, { count: 3, sum: 4 })).toEqual({ count: 4, sum: 6 })
})
