import { expect, test } from 'vitest'
import { stateOf } from './state.js'

const MINUTE = 60_000

test.each([
  [0, 'live'],
  [30_000, 'live'],
  [30_001, 'stale'],
  [60 * MINUTE, 'stale'],
  [60 * MINUTE + 1, 'offline'],
  [null, 'offline'],
] as const)('a 10-second sensor whose last reading is %s ms old is %s', (ageMs, state) => {
  expect(stateOf({ ageMs, expectedIntervalMs: 10_000, offlineAfterMs: 60 * MINUTE })).toBe(state)
})

test('a slow sensor is live for three intervals even if the site’s limit is shorter', () => {
  const daily = { expectedIntervalMs: 24 * 60 * MINUTE, offlineAfterMs: 60 * MINUTE }

  expect(stateOf({ ageMs: 72 * 60 * MINUTE, ...daily })).toBe('live')
  expect(stateOf({ ageMs: 72 * 60 * MINUTE + 1, ...daily })).toBe('offline')
})

test('a point that no device serves is live up to the site’s limit, then offline', () => {
  const unserved = { expectedIntervalMs: null, offlineAfterMs: 60 * MINUTE }

  expect(stateOf({ ageMs: 60 * MINUTE, ...unserved })).toBe('live')
  expect(stateOf({ ageMs: 60 * MINUTE + 1, ...unserved })).toBe('offline')
})
