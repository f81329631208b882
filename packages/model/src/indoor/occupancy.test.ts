import { expect, test } from 'vitest'
import { addTallies, NO_TIME, type RoomHour, tallyHours, toOccupiedTime } from './occupancy.js'

const settings = { outdoorCo2Ppm: 400 }
const hour = (index: number, part: Partial<RoomHour>): RoomHour => ({
  start: index * 3_600_000,
  end: (index + 1) * 3_600_000,
  value: 800,
  coverage: 1,
  occupied: 1,
  ...part,
})

test('shares are of the occupied time, weighted by how much of each hour is occupied', () => {
  const hours = [
    hour(0, { value: 2000, occupied: 0 }),
    hour(1, { value: 900 }),
    hour(2, { value: 1000 }),
    hour(3, { value: 1700, occupied: 0.5 }),
    hour(4, { value: 1800, occupied: 0.5 }),
  ]

  expect(toOccupiedTime(tallyHours(hours, 'co2', settings), 'co2')).toEqual({
    occupiedHours: 3,
    judgedHours: 3,
    shares: { i: 1 / 3, ii: 1 / 3, iii: 1 / 6, iv: 1 / 6 },
    atMost1000ppm: 2 / 3,
    coverage: 1,
  })
})

test('an hour with less than 75 % of its readings is occupied but not judged', () => {
  const hours = [
    hour(0, { coverage: 0.75 }),
    hour(1, { coverage: 0.5 }),
    hour(2, { value: null, coverage: 0 }),
    hour(3, {}),
  ]

  expect(toOccupiedTime(tallyHours(hours, 'co2', settings), 'co2')).toEqual({
    occupiedHours: 4,
    judgedHours: 2,
    shares: { i: 1, ii: 0, iii: 0, iv: 0 },
    atMost1000ppm: 1,
    coverage: 0.5625,
  })
})

test('without occupied time there are no shares, not zeros', () => {
  expect(toOccupiedTime(NO_TIME, 'co2')).toEqual({
    occupiedHours: 0,
    judgedHours: 0,
    shares: null,
    atMost1000ppm: null,
    coverage: null,
  })
})

test('the 1000 ppm of BR18 belong to CO2 alone', () => {
  const temperature = tallyHours([hour(0, { value: 22 })], 'indoor-temperature', settings)

  expect(toOccupiedTime(temperature, 'indoor-temperature')).toMatchObject({
    shares: { i: 1, ii: 0, iii: 0, iv: 0 },
    atMost1000ppm: null,
  })
})

test('rooms together weigh by their judged time', () => {
  const one = tallyHours([hour(0, {}), hour(1, {}), hour(2, {})], 'co2', settings)
  const other = tallyHours([hour(0, { value: 1500 })], 'co2', settings)

  expect(toOccupiedTime(addTallies(one, other), 'co2').shares).toEqual({
    i: 0.75,
    ii: 0,
    iii: 0.25,
    iv: 0,
  })
})
