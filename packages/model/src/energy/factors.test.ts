import { expect, test } from 'vitest'
import { factorFor } from './factors.js'

test.each([
  ['electricity', 2023, 0.187],
  ['electricity', 2025, 0.135],
  ['electricity', 2030, 0.047],
  ['electricity', 2035, 0.0414],
  ['electricity', 2040, 0.0403],
  ['heat', 2023, 0.105],
  ['heat', 2025, 0.0878],
  ['heat', 2030, 0.0713],
  ['heat', 2035, 0.0688],
  ['heat', 2040, 0.068],
  ['gas', 2023, 0.225],
  ['gas', 2025, 0.189],
  ['gas', 2030, 0.105],
  ['gas', 2040, 0.105],
] as const)('the factor of %s in %i is the one in the table', (carrier, year, factor) => {
  expect(factorFor(carrier, year)?.factor).toBe(factor)
})

test.each([
  ['electricity', 0.1174],
  ['heat', 0.0845],
  ['gas', 0.1722],
] as const)(
  'the factor of %s in 2026 lies on the line between 2025 and 2030',
  (carrier, factor) => {
    expect(factorFor(carrier, 2026)).toEqual({
      carrier,
      year: 2026,
      factor: expect.closeTo(factor, 12),
      scope: 'DK',
      method: 'annual factor, linear between the years of the table',
      source: 'BR18 annex 2, table 8',
    })
  },
)

test('there is no factor outside the years of the table', () => {
  expect(factorFor('heat', 2022)).toBeNull()
  expect(factorFor('heat', 2018)).toBeNull()
  expect(factorFor('electricity', 2041)).toBeNull()
})

test('cooling, solar and export have no factor: what made them is counted already', () => {
  expect(factorFor('cooling', 2026)).toBeNull()
  expect(factorFor('solar', 2026)).toBeNull()
  expect(factorFor('export', 2026)).toBeNull()
})
