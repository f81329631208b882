import { expect, test } from 'vitest'
import { coverageOverTime, sumOf, weakest, worstQuality } from './combine.js'

test('a sum over meters is as complete as its least complete one', () => {
  expect(
    sumOf([
      { value: 10, coverage: 1, quality: 'good' },
      { value: 5, coverage: 0.5, quality: 'estimated' },
      { value: null, coverage: null, quality: 'missing' },
    ]),
  ).toEqual({ value: 15, coverage: 0.5, quality: 'estimated' })
})

test('a sum of nothing is not zero', () => {
  expect(sumOf([{ value: null, coverage: 0, quality: 'missing' }])).toEqual({
    value: null,
    coverage: 0,
    quality: 'missing',
  })
  expect(sumOf([])).toEqual({ value: null, coverage: null, quality: 'missing' })
})

test('the worst quality is that of the parts with a value', () => {
  expect(
    worstQuality([
      { value: 1, quality: 'corrected' },
      { value: 1, quality: 'suspect' },
      { value: 1, quality: 'estimated' },
      { value: null, quality: 'missing' },
    ]),
  ).toBe('suspect')
})

test('where nothing is expected nothing is missing', () => {
  expect(weakest([null, 0.9, 1])).toBe(0.9)
  expect(weakest([null])).toBeNull()
})

test('a range’s coverage weighs its windows by their time so far', () => {
  const windows = [
    { start: 0, end: 100, coverage: 1 },
    { start: 100, end: 200, coverage: 0 },
    { start: 200, end: 300, coverage: null },
    { start: 300, end: 400, coverage: 1 },
    { start: 400, end: 500, coverage: null },
  ]

  expect(coverageOverTime(windows, 350)).toBe(0.6)
  expect(coverageOverTime([], 0)).toBeNull()
})
