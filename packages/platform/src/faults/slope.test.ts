import { expect, test } from 'vitest'
import { slopePerHour } from './slope.js'

test('tells a leak from what goes up and down', () => {
  const minute = (index: number) => index * 60_000
  const leak = [10, 13, 11, 14, 12, 15].map((value, index) => ({ atMs: minute(index), value }))
  const steady = [10, 12, 10, 10, 12, 10].map((value, index) => ({ atMs: minute(index), value }))

  expect(slopePerHour(leak)).toBe(42.9)
  expect(slopePerHour(steady)).toBe(0)
})
