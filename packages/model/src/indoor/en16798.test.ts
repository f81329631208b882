import { expect, test } from 'vitest'
import { boundsOf, categoryOf } from './en16798.js'

const settings = { outdoorCo2Ppm: 400 }

test.each([
  [400, 1],
  [950, 1],
  [950.1, 2],
  [1200, 2],
  [1200.1, 3],
  [1750, 3],
  [1750.1, 4],
])('CO2 of %d ppm over outdoor air of 400 ppm is category %i', (value, category) => {
  expect(categoryOf('co2', value, settings)).toBe(category)
})

test.each([
  [18.9, 4],
  [19, 3],
  [20, 2],
  [20.99, 2],
  [21, 1],
  [25.5, 1],
  [25.6, 2],
  [26, 2],
  [27, 3],
  [27.1, 4],
])('%d °C is category %i', (value, category) => {
  expect(categoryOf('indoor-temperature', value, settings)).toBe(category)
})

test.each([
  [19, 4],
  [20, 3],
  [25, 2],
  [30, 1],
  [50, 1],
  [60, 2],
  [70, 3],
  [71, 4],
])('%d %% relative humidity is category %i', (value, category) => {
  expect(categoryOf('indoor-humidity', value, settings)).toBe(category)
})

test('a mean that only the order of adding up brings over a bound stays in its category', () => {
  expect(categoryOf('indoor-humidity', 50.000000000000007, settings)).toBe(1)
  expect(categoryOf('indoor-humidity', 29.999999999999996, settings)).toBe(1)
  expect(categoryOf('indoor-humidity', 50.000001, settings)).toBe(2)
})

test('the CO2 bounds of a chart lie above the outdoor air', () => {
  expect(boundsOf('co2', { outdoorCo2Ppm: 420 })).toEqual({ lower: null, upper: [970, 1220, 1770] })
  expect(boundsOf('indoor-temperature', settings)).toEqual({
    lower: [21, 20, 19],
    upper: [25.5, 26, 27],
  })
})
