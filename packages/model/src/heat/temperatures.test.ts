import { expect, test } from 'vitest'
import { m3PerMwh, temperaturesOfFlow, temperaturesOfTotals } from './temperatures.js'

test('temperatures are the increase of volume × temperature over the increase of volume', () => {
  expect(
    temperaturesOfTotals({ volumeM3: 2, supplyM3Cel: 140, returnM3Cel: 80, kWh: 69.6 }),
  ).toEqual({
    supplyCel: 70,
    returnCel: 40,
    deltaT: 30,
    m3PerMwh: expect.closeTo(28.7356, 4),
  })
})

test('a volume too small to tell a tenth of a degree has no temperature', () => {
  const unknown = { supplyCel: null, returnCel: null, deltaT: null, m3PerMwh: null }
  const small = { volumeM3: 0.099, supplyM3Cel: 7, returnM3Cel: 3, kWh: 3 }

  expect(temperaturesOfTotals(small)).toEqual(unknown)
  expect(temperaturesOfTotals({ ...small, volumeM3: 0 })).toEqual(unknown)
  expect(temperaturesOfTotals({ ...small, volumeM3: null })).toEqual(unknown)
  expect(temperaturesOfTotals({ ...small, volumeM3: 0.1 }).supplyCel).toBeCloseTo(70, 9)
})

test('a missing return total leaves the supply temperature and no difference', () => {
  expect(
    temperaturesOfTotals({ volumeM3: 1, supplyM3Cel: 70, returnM3Cel: null, kWh: null }),
  ).toEqual({ supplyCel: 70, returnCel: null, deltaT: null, m3PerMwh: null })
})

test('gauges are weighted by what flowed, not by time', () => {
  const readings = [
    { flowM3PerH: 3, supplyCel: 80, returnCel: 40, hours: 1 },
    { flowM3PerH: 1, supplyCel: 60, returnCel: 50, hours: 1 },
    { flowM3PerH: 0, supplyCel: 20, returnCel: 20, hours: 10 },
  ]

  expect(temperaturesOfFlow(readings, 100)).toEqual({
    volumeM3: 4,
    supplyCel: 75,
    returnCel: 42.5,
    deltaT: 32.5,
    m3PerMwh: 40,
  })
})

test('no readings, no volume', () => {
  expect(temperaturesOfFlow([], null)).toMatchObject({ volumeM3: null, deltaT: null })
})

test('m3 per MWh is unknown without energy', () => {
  expect(m3PerMwh(1, 0)).toBeNull()
  expect(m3PerMwh(1, null)).toBeNull()
  expect(m3PerMwh(28.9, 1000)).toBeCloseTo(28.9, 9)
})
