import { expect, test } from 'vitest'
import { createWallClock } from './wall-clock.js'

const read = (texts: readonly string[], timezone = 'Europe/Copenhagen') => {
  const clock = createWallClock(timezone)
  return texts.map((text) => {
    const time = clock(text)
    return time.ok ? new Date(time.value).toISOString().slice(0, 16) : time.problem
  })
}

test('the hour that autumn repeats is read twice, so that no row of it is lost', () => {
  const hours = ['25-10-2026 01:00', '25-10-2026 02:00', '25-10-2026 02:00', '25-10-2026 03:00']

  expect(read(hours)).toEqual([
    '2026-10-24T23:00',
    '2026-10-25T00:00',
    '2026-10-25T01:00',
    '2026-10-25T02:00',
  ])
})

test('quarters of the repeated hour go on in its second half', () => {
  const quarters = ['01:45', '02:00', '02:30', '02:45', '02:00', '02:30', '02:45', '03:00']

  expect(read(quarters.map((clock) => `2026-10-25 ${clock}`))).toEqual([
    '2026-10-24T23:45',
    '2026-10-25T00:00',
    '2026-10-25T00:30',
    '2026-10-25T00:45',
    '2026-10-25T01:00',
    '2026-10-25T01:30',
    '2026-10-25T01:45',
    '2026-10-25T02:00',
  ])
})

test('a file that is newest first reads the repeated hour backwards', () => {
  const halves = ['03:30', '03:00', '02:30', '02:00', '02:30', '02:00', '01:30']

  expect(read(halves.map((clock) => `2026-10-25 ${clock}`))).toEqual([
    '2026-10-25T02:30',
    '2026-10-25T02:00',
    '2026-10-25T01:30',
    '2026-10-25T01:00',
    '2026-10-25T00:30',
    '2026-10-25T00:00',
    '2026-10-24T23:30',
  ])
})

test('a time that spring skips is named instead of moved onto the hour behind it', () => {
  expect(read(['29-03-2026 01:30', '29-03-2026 02:30', '29-03-2026 03:30'])).toEqual([
    '2026-03-29T00:30',
    'there is no 29-03-2026 02:30 in Europe/Copenhagen: the clocks went forward over it; ' +
      'give the times an offset, or their zone by --timezone',
    '2026-03-29T01:30',
  ])
})

test('a time with an offset is itself in every zone, and words are no times', () => {
  expect(read(['2026-10-25T02:00:00+01:00', 'now', '-24h'])).toEqual([
    '2026-10-25T01:00',
    'expected a time such as 2026-11-23 06:00, got "now"',
    'expected a time such as 2026-11-23 06:00, got "-24h"',
  ])
})

test('a zone whose clocks never change reads every time as it stands', () => {
  const times = ['2018-01-02T23:00:00Z', '2018-01-03 00:00']

  expect(read(times, 'UTC')).toEqual(['2018-01-02T23:00', '2018-01-03T00:00'])
})
