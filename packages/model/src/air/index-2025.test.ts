import { describe, expect, test } from 'vitest'
import { airIndex, EAQI_2025, levelOf } from './index-2025.js'

test.each([
  ['pm2-5', [5, 15, 50, 90, 140]],
  ['pm10', [15, 45, 120, 195, 270]],
  ['no2', [10, 25, 60, 100, 150]],
  ['o3', [60, 100, 120, 160, 180]],
  ['so2', [20, 40, 125, 190, 275]],
] as const)(
  'a mean at a bound of %s belongs to the better level, just above it to the worse',
  (pollutant, bounds) => {
    expect(EAQI_2025.bounds[pollutant]).toEqual(bounds)
    for (const [index, bound] of bounds.entries()) {
      expect(levelOf(pollutant, bound)).toBe(index + 1)
      expect(levelOf(pollutant, bound * (1 + 2e-15))).toBe(index + 1)
      expect(levelOf(pollutant, bound + 0.001)).toBe(index + 2)
    }
  },
)

test('the unrounded mean is classified: 15.04 is moderate though it is drawn as 15.0', () => {
  expect(levelOf('pm2-5', 15.04)).toBe(3)
  expect(levelOf('pm2-5', 0)).toBe(1)
})

describe('the index', () => {
  test('is the worst pollutant', () => {
    expect(airIndex({ 'pm2-5': 4, pm10: 61, no2: 15 }, { traffic: true })).toEqual({
      level: 3,
      pollutant: 'pm10',
      partial: false,
      missing: [],
    })
  })

  test('names the pollutant nearest to the next level among equals', () => {
    // All level 2: PM2.5 at 7 %, PM10 at 7 %, NO2 at 33 % of its band.
    expect(airIndex({ 'pm2-5': 5.7, pm10: 17, no2: 15 }, { traffic: true }).pollutant).toBe('no2')
    expect(airIndex({ 'pm2-5': 400, pm10: 300, no2: 15 }, { traffic: true }).pollutant).toBe(
      'pm2-5',
    )
  })

  test('of a traffic site needs NO2 and a PM, of any other O3 as well', () => {
    expect(airIndex({ no2: 5, pm10: 5 }, { traffic: true }).missing).toEqual([])
    expect(airIndex({ no2: 5, pm10: 5 }, { traffic: false }).missing).toEqual(['o3'])
    expect(airIndex({ 'pm2-5': 5 }, { traffic: false })).toMatchObject({
      partial: true,
      missing: ['no2', 'o3'],
    })
    expect(airIndex({ no2: 5 }, { traffic: true }).missing).toEqual(['pm2-5', 'pm10'])
  })

  test('of nothing is unknown, not good', () => {
    expect(airIndex({}, { traffic: true })).toMatchObject({ level: null, pollutant: null })
  })
})
