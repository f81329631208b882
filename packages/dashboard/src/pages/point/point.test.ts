import { expect, test } from 'vitest'
import { codeFor } from './code.js'
import { periodFigures, toneOf } from './point-view.js'

const url = 'https://example.org/api/v1/points/a.b.co2/windows?from=2026-11-16&to=2026-11-17'

test('the code asks for the very address of the page in every language', () => {
  expect(codeFor('curl', url)).toBe(`curl -H 'Accept: text/csv' \\\n  '${url}'`)
  expect(codeFor('python', url)).toContain(`url = "${url}"`)
  expect(codeFor('r', url)).toContain(`address <- "${url}"`)
})

test('a period’s figures come from the windows that are over, coverage by their length', () => {
  const figures = periodFigures(
    [
      { start: 0, end: 10, value: 4, min: 3, max: 6, count: 5, coverage: 1, quality: 'good' },
      {
        start: 10,
        end: 20,
        value: 8,
        min: 7,
        max: 9,
        count: 3,
        coverage: 0.5,
        quality: 'good',
        suspect: 2,
      },
      { start: 20, end: 30, value: null, count: 0, coverage: null, quality: 'missing' },
    ],
    15,
  )

  expect(figures).toEqual({
    sum: 12,
    min: 3,
    max: 9,
    count: 8,
    suspect: 2,
    coverage: (1 * 10 + 0.5 * 5) / 15,
    strip: [
      { start: 0, end: 10, quality: 'good' },
      { start: 10, end: 20, quality: 'suspect' },
    ],
  })
})

test('a quantity has the colour that it has everywhere', () => {
  expect(toneOf({ metric: 'electricity', topic: 'energy' })).toBe(1)
  expect(toneOf({ metric: 'return-temperature', topic: 'energy' })).toBe(2)
  expect(toneOf({ metric: 'co2', topic: 'indoor' })).toBe(5)
  expect(toneOf({ metric: 'outdoor-temperature', topic: 'environment' })).toBe(6)
  expect(toneOf({ metric: 'noise-laeq', topic: 'environment' })).toBe(4)
})
