import { expect, test } from 'vitest'
import { co2e } from './co2e.js'

test('energy of one year takes that year’s factor', () => {
  const { kgCo2e, factors } = co2e('heat', [{ year: 2025, kWh: 1000 }])

  expect(kgCo2e).toBeCloseTo(87.8, 9)
  expect(factors.map((used) => used.year)).toEqual([2025])
})

test('a window over New Year’s Eve takes each year’s own factor', () => {
  const { kgCo2e, factors } = co2e('electricity', [
    { year: 2025, kWh: 100 },
    { year: 2026, kWh: 300 },
  ])

  // 100 · 0.135 + 300 · 0.1174
  expect(kgCo2e).toBeCloseTo(48.72, 9)
  expect(factors.map((used) => used.year)).toEqual([2025, 2026])
})

test('a part without a factor makes the whole unknown', () => {
  expect(
    co2e('heat', [
      { year: 2022, kWh: 10 },
      { year: 2023, kWh: 10 },
    ]).kgCo2e,
  ).toBeNull()
  expect(co2e('cooling', [{ year: 2026, kWh: 10 }])).toEqual({ kgCo2e: null, factors: [] })
})

test('nothing measured is not zero', () => {
  expect(co2e('heat', [{ year: 2026, kWh: null }]).kgCo2e).toBeNull()
  expect(co2e('heat', []).kgCo2e).toBeNull()
  expect(co2e('heat', [{ year: 2026, kWh: 0 }]).kgCo2e).toBe(0)
})
