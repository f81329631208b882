import { expect, test } from 'vitest'
import { resolveTime } from './resolve-time.js'

const now = Date.parse('2026-11-23T14:05:30Z')
const clock = { now, timezone: 'Europe/Copenhagen' }

test.each([
  ['now', '2026-11-23T14:05:30.000Z'],
  ['today', '2026-11-22T23:00:00.000Z'],
  ['-30m', '2026-11-23T13:35:30.000Z'],
  ['-24h', '2026-11-22T14:05:30.000Z'],
  ['-7d', '2026-11-16T14:05:30.000Z'],
  ['-1w', '2026-11-16T14:05:30.000Z'],
  ['-3M', '2026-08-23T13:05:30.000Z'],
  ['-1y', '2025-11-23T14:05:30.000Z'],
  ['2026-11-23', '2026-11-22T23:00:00.000Z'],
  ['2026-07-01T06:00', '2026-07-01T04:00:00.000Z'],
  ['2026-07-01T06:00:00.5', '2026-07-01T04:00:00.500Z'],
  ['2026-11-23T06:00:00Z', '2026-11-23T06:00:00.000Z'],
  ['2026-11-23T06:00:00+01:00', '2026-11-23T05:00:00.000Z'],
  ['2026-11-23T06:00:00 01:00', '2026-11-23T05:00:00.000Z'],
  ['2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
  ['2026-03-29T02:30', '2026-03-29T01:30:00.000Z'],
])('%s is %s', (text, expected) => {
  const time = resolveTime(text, clock)

  expect(time.ok && new Date(time.value).toISOString()).toBe(expected)
})

test.each([
  '',
  'yesterday-ish',
  '2026-02-30',
  '2026-11-23T25:00',
  '-1q',
  '1767225600',
  '23-11-2026',
])('"%s" is refused with what was expected', (text) => {
  const time = resolveTime(text, clock)

  expect(time).toEqual({ ok: false, problem: expect.stringContaining('expected ISO 8601') })
  expect(time).toEqual({ ok: false, problem: expect.stringContaining(`got "${text}"`) })
})
