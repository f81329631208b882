import { expect, test } from 'vitest'
import { asksTheSame } from './same-question.js'

const path = (from: string, to: string, rest = '') =>
  `/api/v1/sites/a/energy?from=${from}&to=${to}${rest}`
const noon = path('2026-11-23T00:00:00Z', '2026-11-23T12:00:00Z')

test('the next minute of the same period asks the same', () => {
  expect(asksTheSame(noon, path('2026-11-23T00:00:00Z', '2026-11-23T12:01:00Z'))).toBe(true)
})

test('another period, another site or another window asks something else', () => {
  expect(asksTheSame(noon, path('2026-11-01T00:00:00Z', '2026-11-23T12:00:00Z'))).toBe(false)
  expect(asksTheSame(noon, noon.replace('/a/', '/b/'))).toBe(false)
  expect(asksTheSame(noon, `${noon}&window=P1D`)).toBe(false)
  expect(asksTheSame(undefined, noon)).toBe(false)
})
