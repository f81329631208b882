import { expect, test } from 'vitest'
import { addToDate, isoWeek, localDate, mondayOf, startOfDate } from './zone.js'

const ZONE = 'Europe/Copenhagen'

test('a local date begins at its own midnight on both sides of a clock change', () => {
  expect(new Date(startOfDate('2026-03-29', ZONE)).toISOString()).toBe('2026-03-28T23:00:00.000Z')
  expect(new Date(startOfDate('2026-03-30', ZONE)).toISOString()).toBe('2026-03-29T22:00:00.000Z')
  expect(new Date(startOfDate('2026-10-26', ZONE)).toISOString()).toBe('2026-10-25T23:00:00.000Z')
})

test('an instant belongs to the date that local clocks show', () => {
  expect(localDate(Date.parse('2026-11-22T23:30:00Z'), ZONE)).toBe('2026-11-23')
})

test('dates step by days and months and keep to the calendar', () => {
  expect(addToDate('2026-01-31', { months: 1 })).toBe('2026-02-28')
  expect(addToDate('2026-12-31', { days: 1 })).toBe('2027-01-01')
  expect(mondayOf('2026-11-22')).toBe('2026-11-16')
  expect(isoWeek('2027-01-01')).toEqual({ week: 53, year: 2026 })
})
