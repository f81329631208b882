import { expect, test } from 'vitest'
import { occupiedIntervals, occupiedShare, type Schedule } from './schedule.js'

const school: Schedule = {
  from: '2025-08-11',
  to: '2026-06-27',
  weekdays: [1, 2, 3, 4, 5],
  start: '08:00',
  end: '15:00',
  holidays: ['2026-04-02', '2026-04-03'],
}
const zone = 'Europe/Copenhagen'
const iso = (schedules: readonly Schedule[], start: string, end: string) =>
  occupiedIntervals(schedules, { start: Date.parse(start), end: Date.parse(end) }, zone).map(
    (interval) => [new Date(interval.start).toISOString(), new Date(interval.end).toISOString()],
  )

test('eight o’clock stays eight o’clock when summer time begins', () => {
  expect(iso([school], '2026-03-27T00:00:00+01:00', '2026-03-31T00:00:00+02:00')).toEqual([
    ['2026-03-27T07:00:00.000Z', '2026-03-27T14:00:00.000Z'],
    ['2026-03-30T06:00:00.000Z', '2026-03-30T13:00:00.000Z'],
  ])
})

test('holidays, weekends and days outside the period are free', () => {
  expect(iso([school], '2026-04-02T00:00:00+02:00', '2026-04-06T00:00:00+02:00')).toEqual([])
  expect(iso([school], '2026-06-26T00:00:00+02:00', '2026-07-03T00:00:00+02:00')).toEqual([
    ['2026-06-26T06:00:00.000Z', '2026-06-26T13:00:00.000Z'],
  ])
  expect(iso([], '2026-03-02T00:00:00+01:00', '2026-03-03T00:00:00+01:00')).toEqual([])
})

test('schedules that overlap are counted once', () => {
  const evening = { ...school, weekdays: [1], start: '14:00', end: '18:00' }

  expect(iso([school, evening], '2026-03-02T00:00:00+01:00', '2026-03-03T00:00:00+01:00')).toEqual([
    ['2026-03-02T07:00:00.000Z', '2026-03-02T17:00:00.000Z'],
  ])
})

test('a shift may end at midnight or on the next day', () => {
  const late = { ...school, weekdays: [1], start: '22:00', end: '24:00' }
  const night = { ...school, weekdays: [1], start: '22:00', end: '06:00' }

  expect(iso([late], '2026-03-02T00:00:00+01:00', '2026-03-04T00:00:00+01:00')).toEqual([
    ['2026-03-02T21:00:00.000Z', '2026-03-02T23:00:00.000Z'],
  ])
  expect(iso([night], '2026-03-03T01:00:00+01:00', '2026-03-03T02:00:00+01:00')).toEqual([
    ['2026-03-02T21:00:00.000Z', '2026-03-03T05:00:00.000Z'],
  ])
})

test('the occupied share of a window is the part that the intervals cover', () => {
  const hour = (start: number) => ({ start: start * 3_600_000, end: (start + 1) * 3_600_000 })
  const occupied = [
    { start: 1.5 * 3_600_000, end: 3 * 3_600_000 },
    { start: 3.75 * 3_600_000, end: 9 * 3_600_000 },
  ]

  expect([0, 1, 2, 3, 4].map((start) => occupiedShare(occupied, hour(start)))).toEqual([
    0, 0.5, 1, 0.25, 1,
  ])
})
