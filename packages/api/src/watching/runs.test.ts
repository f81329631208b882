import type { Reading } from '@bypuls/model'
import { expect, test } from 'vitest'
import { createIsCounter, runsOf } from './runs.js'

const MINUTE = 60_000
const METER = 'a.meter.heat'

const at = (minute: number, value: number, more: Partial<Reading> = {}): Reading => ({
  point: METER,
  observedAt: minute * MINUTE,
  value,
  flag: 'good',
  ...more,
})

const runs = (...readings: Reading[]) => runsOf(readings, (point) => point === METER)

test('one run for each counter, none for what is no counter', () => {
  const found = runs(at(1, 10), at(1, 21, { point: 'a.room.co2' }), at(2, 11))

  expect(found).toEqual([
    { point: METER, from: MINUTE, to: 2 * MINUTE, first: 10, last: 11, steady: true },
  ])
})

test('suspect readings are no part of it', () => {
  expect(runs(at(1, 10, { flag: 'suspect' }))).toEqual([])
})

test.each([
  ['the same again', [at(1, 10), at(1, 10), at(2, 11)], true],
  ['two values for one time', [at(1, 10), at(1, 11)], false],
  ['counting down', [at(1, 10), at(2, 9)], false],
  ['out of order', [at(2, 10), at(1, 9)], false],
  ['a step above the metric’s maximal rate', [at(1, 10), at(2, 5_000), at(600, 5_001)], false],
])('%s', (_, readings, steady) => {
  expect(runs(...readings)).toMatchObject([{ steady }])
})

test('its ends are those in time, whatever the order', () => {
  expect(runs(at(2, 10), at(1, 9), at(3, 11), at(0, 8))).toEqual([
    { point: METER, from: 0, to: 3 * MINUTE, first: 8, last: 11, steady: false },
  ])
})

test('a registered point with a metric that counts is a counter, until the registry says otherwise', () => {
  const viewOf = (...metrics: readonly string[]) => ({
    points: new Map(
      metrics.map((metric) => {
        const id = `a.meter.${metric}`
        return [id, { id, site: 'a', place: 'meter', metric }]
      }),
    ),
  })
  let view = viewOf('heat', 'co2')
  const isCounter = createIsCounter(() => view)

  for (const _ of [1, 2]) {
    expect(isCounter(METER)).toBe(true)
    expect(isCounter('a.meter.co2')).toBe(false)
    expect(isCounter('a.meter.water')).toBe(false)
  }
  view = viewOf('water')
  expect(isCounter(METER)).toBe(false)
  expect(isCounter('a.meter.water')).toBe(true)
})
