import { expect, test } from 'vitest'
import { parseTime } from './times.js'

test.each([
  ['2026-11-23T06:00:00Z', '2026-11-23T06:00:00.000Z'],
  ['2026-11-23T06:00:00.5Z', '2026-11-23T06:00:00.500Z'],
  ['2026-11-23T06:00:00.123456789Z', '2026-11-23T06:00:00.123Z'],
  ['2026-11-23T07:00:00+01:00', '2026-11-23T06:00:00.000Z'],
  ['2026-11-23T00:30:00-0530', '2026-11-23T06:00:00.000Z'],
  ['2026-11-23 06:00Z', '2026-11-23T06:00:00.000Z'],
  ['2026-11-23t06:00:00z', '2026-11-23T06:00:00.000Z'],
  ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
  ['2026-10-25T02:30:00+02:00', '2026-10-25T00:30:00.000Z'],
  ['2026-10-25T02:30:00+01:00', '2026-10-25T01:30:00.000Z'],
  [1_795_413_600, '2026-11-23T06:00:00.000Z'],
  [1_795_413_600.25, '2026-11-23T06:00:00.250Z'],
  [1_795_413_600_000, '2026-11-23T06:00:00.000Z'],
  [0, '1970-01-01T00:00:00.000Z'],
])('%s is %s', (given, expected) => {
  const time = parseTime(given)

  expect(time.ok && new Date(time.value).toISOString()).toBe(expected)
})

test.each([
  ['2026-11-23T06:00:00', 'has no zone'],
  ['2026-02-29T00:00:00Z', 'does not exist'],
  ['2026-13-01T00:00:00Z', 'does not exist'],
  ['2026-11-23T24:00:00Z', 'does not exist'],
  ['2026-11-23T06:60:00Z', 'does not exist'],
  ['2026-11-23T06:00:00+25:00', 'does not exist'],
  ['0026-11-23T06:00:00Z', 'does not exist'],
  ['2026-11-23\u000006:00:00Z', 'expected ISO 8601'],
  ['2026-11-23T06:00:00.Z', 'expected ISO 8601'],
  ['2026-11-23T06:00:00Z ', 'expected ISO 8601'],
  ['2026-11-23T06:00:00+1:00', 'expected ISO 8601'],
  ['2026-11-23', 'expected ISO 8601'],
  ['23.11.2026 06:00', 'expected ISO 8601'],
  ['now', 'expected ISO 8601'],
  ['', 'expected ISO 8601'],
  [-1, 'expected ISO 8601'],
  [Number.POSITIVE_INFINITY, 'expected ISO 8601'],
  [Number.NaN, 'expected ISO 8601'],
  [null, 'expected ISO 8601'],
  [true, 'expected ISO 8601'],
  [[1], 'expected ISO 8601'],
])('%s is no time, and the sentence says why', (given, why) => {
  const time = parseTime(given)

  expect(!time.ok && time.problem).toContain(why)
})
