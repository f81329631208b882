import { expect, test } from 'vitest'
import { coverageOf, expectedPeriods, expectedReadings, intervalAt } from './coverage.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const later = 1_000 * HOUR
const periods = expectedPeriods([
  { from: 0, to: 2.5 * HOUR, expectedIntervalMs: 5 * MINUTE },
  { from: 2.5 * HOUR, expectedIntervalMs: 10_000 },
])

test('a window expects what the links of its time promise, back to back', () => {
  expect(expectedReadings(periods, { start: HOUR, end: 2 * HOUR }, later)).toBe(12)
  expect(expectedReadings(periods, { start: 2 * HOUR, end: 3 * HOUR }, later)).toBe(6 + 180)
  expect(expectedReadings(periods, { start: 3 * HOUR, end: 4 * HOUR }, later)).toBe(360)
})

test('before the first link and after the last nothing is expected', () => {
  const closed = expectedPeriods([{ from: HOUR, to: 2 * HOUR, expectedIntervalMs: MINUTE }])

  expect(expectedReadings(closed, { start: 0, end: HOUR }, later)).toBe(0)
  expect(expectedReadings(closed, { start: 0, end: 1.5 * HOUR }, later)).toBe(30)
  expect(expectedReadings(closed, { start: 2 * HOUR, end: 3 * HOUR }, later)).toBe(0)
})

test('the future owes nothing, and the running window only whole readings', () => {
  const window = { start: HOUR, end: 2 * HOUR }

  expect(expectedReadings(periods, window, HOUR)).toBe(0)
  expect(expectedReadings(periods, window, HOUR + 4 * MINUTE)).toBe(0)
  expect(expectedReadings(periods, window, HOUR + 17 * MINUTE)).toBe(3)
})

test('of two links that overlap the later one counts from its start', () => {
  const overlapping = expectedPeriods([
    { from: HOUR, expectedIntervalMs: MINUTE },
    { from: 0, to: 5 * HOUR, expectedIntervalMs: 10 * MINUTE },
  ])

  expect(expectedReadings(overlapping, { start: 0, end: 2 * HOUR }, later)).toBe(6 + 60)
})

test('coverage is the share that is there, never more than all, and null where nothing is expected', () => {
  expect(coverageOf(9, 12)).toBe(0.75)
  expect(coverageOf(14, 12)).toBe(1)
  expect(coverageOf(0, 12)).toBe(0)
  expect(coverageOf(0, 0)).toBeNull()
  expect(coverageOf(3, 0)).toBe(1)
})

test('the interval at an instant is that of its period, or of the nearest', () => {
  expect(intervalAt(periods, HOUR)).toBe(5 * MINUTE)
  expect(intervalAt(periods, 2.5 * HOUR)).toBe(10_000)
  expect(intervalAt(periods, -HOUR)).toBe(5 * MINUTE)
  expect(intervalAt([], 0)).toBeUndefined()
})
