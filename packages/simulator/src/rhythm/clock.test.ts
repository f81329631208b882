import { expect, test } from 'vitest'
import { DAY_MS } from '../series/day-series.js'
import { dayType, holidays } from './calendar.js'
import { localMinute, offsetMinutes } from './clock.js'

test('Danish clocks change at 01:00 UTC on the last Sundays of March and October', () => {
  expect(offsetMinutes(Date.UTC(2026, 2, 29, 0, 59))).toBe(60)
  expect(offsetMinutes(Date.UTC(2026, 2, 29, 1, 0))).toBe(120)
  expect(offsetMinutes(Date.UTC(2026, 9, 25, 0, 59))).toBe(120)
  expect(offsetMinutes(Date.UTC(2026, 9, 25, 1, 0))).toBe(60)
})

test('a grid time within such a day has its own wall clock', () => {
  const day = Date.UTC(2026, 2, 29) / DAY_MS

  expect(localMinute(day, 11)).toBe(60 + 55)
  expect(localMinute(day, 12)).toBe(180)
})

test('the calendar knows the moving holidays of both years', () => {
  const inSpring = holidays('office', [2026, 2027]).filter((date) => /-0[3-5]-/.test(date))

  expect(inSpring).toEqual([
    '2026-04-02',
    '2026-04-03',
    '2026-04-06',
    '2026-05-14',
    '2026-05-25',
    '2027-03-25',
    '2027-03-26',
    '2027-03-29',
    '2027-05-06',
    '2027-05-17',
  ])
})

test('schools have more holidays than offices', () => {
  const autumn = Date.UTC(2026, 9, 14) / DAY_MS

  expect([dayType('school', autumn), dayType('office', autumn)]).toEqual(['holiday', 'work'])
  expect(dayType('office', autumn + 3)).toBe('weekend')
})
