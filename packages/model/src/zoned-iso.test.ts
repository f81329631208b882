import fc from 'fast-check'
import { expect, test } from 'vitest'
import { zonedIso } from './zoned-iso.js'

test('a time names the offset that was valid then', () => {
  expect(zonedIso(Date.parse('2026-11-23T05:00:00Z'), 'Europe/Copenhagen')).toBe(
    '2026-11-23T06:00:00+01:00',
  )
  expect(zonedIso(Date.parse('2026-10-25T00:30:00Z'), 'Europe/Copenhagen')).toBe(
    '2026-10-25T02:30:00+02:00',
  )
  expect(zonedIso(Date.parse('2026-10-25T01:30:00Z'), 'Europe/Copenhagen')).toBe(
    '2026-10-25T02:30:00+01:00',
  )
  expect(zonedIso(1_767_225_600_250, 'UTC')).toBe('2026-01-01T00:00:00.250+00:00')
  expect(zonedIso(0, 'America/St_Johns')).toBe('1969-12-31T20:30:00-03:30')
})

test('what is written reads back as the same instant, whatever was written before', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -1_000_000_000_000, max: 4_000_000_000_000 })),
      fc.constantFrom('Europe/Copenhagen', 'America/New_York', 'Asia/Kathmandu'),
      (times, zone) => {
        for (const ms of times) expect(Date.parse(zonedIso(ms, zone))).toBe(ms)
      },
    ),
  )
})
