import { expect, test } from 'vitest'
import { co2 } from './metrics/co2.js'
import { flagOf } from './plausible.js'

test('a value on the edge of the plausible range is good, one beyond it is suspect', () => {
  expect(flagOf(co2, 300)).toBe('good')
  expect(flagOf(co2, 10_000)).toBe('good')
  expect(flagOf(co2, 299.9)).toBe('suspect')
  expect(flagOf(co2, 10_000.1)).toBe('suspect')
})

test('what is not a number is never good', () => {
  expect(flagOf(co2, Number.NaN)).toBe('suspect')
})
