import { expect, test } from 'vitest'
import { isTimezone, zoneOf } from './zone.js'

test('a period of one offset goes from change to change', () => {
  const zone = zoneOf('Europe/Copenhagen')
  const summer = {
    from: Date.parse('2026-03-29T01:00Z'),
    until: Date.parse('2026-10-25T01:00Z'),
    offsetMs: 7_200_000,
  }

  expect(zone.offsetAt(summer.from)).toEqual(summer)
  expect(zone.offsetAt(summer.until - 1)).toEqual(summer)
  expect(zone.offsetAt(summer.from - 1).offsetMs).toBe(3_600_000)
  expect(zone.offsetAt(summer.until).offsetMs).toBe(3_600_000)
})

test('a local time that comes twice is the first of the two, one that is skipped the change itself', () => {
  const zone = zoneOf('Europe/Copenhagen')

  expect(zone.instantOf(Date.parse('2026-10-25T02:30Z'))).toBe(Date.parse('2026-10-25T00:30Z'))
  expect(zone.instantOf(Date.parse('2026-03-29T02:30Z'))).toBe(Date.parse('2026-03-29T01:00Z'))
})

test('a zone is one and the same however its name is written, and UTC never changes', () => {
  expect(zoneOf('europe/COPENHAGEN')).toBe(zoneOf('Europe/Copenhagen'))
  expect(zoneOf('UTC').offsetAt(0)).toEqual({ from: -Infinity, until: Infinity, offsetMs: 0 })
})

test('what is no zone is told from what is one', () => {
  expect(isTimezone('Europe/Copenhagen')).toBe(true)
  expect(isTimezone('Europe/Odense')).toBe(false)
  expect(isTimezone('')).toBe(false)
})
