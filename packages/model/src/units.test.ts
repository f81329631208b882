import { expect, test } from 'vitest'
import { metrics } from './metrics.js'
import { convert, unitCode } from './units.js'

test.each([
  [13_424, 'W.h', 'kW.h', 13.424],
  [3.6, 'GJ', 'kW.h', 1000],
  [3.6, 'MJ', 'kW.h', 1],
  [1.25, 'MWh', 'kW.h', 1250],
  [2.5, 'kW', 'W', 2500],
  [70, '[degF]', 'Cel', 21.11111111111111],
  [294.15, 'K', 'Cel', 21],
  [21, 'Cel', 'K', 294.15],
  [101_325, 'Pa', 'hPa', 1013.25],
  [1.01325, 'bar', 'hPa', 1013.25],
  [344_270, 'l', 'm3', 344.27],
  [1005, 'l/h', 'm3/h', 1.005],
  [10, 'l/min', 'm3/h', 0.6],
  [0.012, 'mg/m3', 'ug/m3', 12],
  [36, 'km/h', 'm/s', 10],
  [0.45, '1', '%', 45],
  [90_000, 'ms', 's', 90],
  [12, 'µg/m³', 'ug/m3', 12],
  [12, 'μg/m3', 'ug/m3', 12],
  [21.4, '°C', 'Cel', 21.4],
])('%s %s is %s: %s', (value, from, to, expected) => {
  expect(convert(value, from, to)).toBeCloseTo(expected, 9)
})

test('a value in its own unit comes back to the bit', () => {
  expect(convert(0.1 + 0.2, 'kWh', 'kW.h')).toBe(0.1 + 0.2)
  expect(convert(0.1 + 0.2, 'smiles', 'smiles')).toBe(0.1 + 0.2)
})

test('an amount per volume never becomes a mass, nor energy power', () => {
  expect(convert(40, '[ppb]', 'ug/m3')).toBeUndefined()
  expect(convert(1, 'kW', 'kW.h')).toBeUndefined()
  expect(convert(1, 'furlong', 'm')).toBeUndefined()
  expect(convert(1, 'constructor', 'm')).toBeUndefined()
})

test("every metric's own unit is known", () => {
  for (const metric of metrics) expect(unitCode(metric.unit)).toBe(metric.unit)
})
