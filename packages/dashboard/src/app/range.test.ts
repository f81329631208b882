import { expect, test } from 'vitest'
import { createFormat } from '../format/format.js'
import { compareRange, rangeTitle, resolveRange, stepRange, windowsFor } from './range.js'
import { parseSearch } from './search.js'

const now = Date.parse('2026-11-23T12:42:08Z')
const zone = 'Europe/Copenhagen'
const da = createFormat('da', zone)
const iso = (ms: number) => new Date(ms).toISOString()
const week = resolveRange({ from: '2026-11-16', to: '2026-11-23' }, { now, zone, fallback: '24h' })

test('a URL that says nothing shows the range of the page, up to now', () => {
  const range = resolveRange({}, { now, zone, fallback: 'today' })

  expect(iso(range.from)).toBe('2026-11-22T23:00:00.000Z')
  expect(iso(range.to)).toBe('2026-11-23T23:00:00.000Z')
  expect(iso(range.until)).toBe('2026-11-23T12:43:00.000Z')
  expect(range.live).toBe(true)
})

test('two local dates are a week when they are one, and it is named so', () => {
  expect(week.unit).toBe('week')
  expect(week.live).toBe(false)
  expect(rangeTitle(week, da)).toBe('Uge 47, 16.–22. nov. 2026')
})

test('the next range is the next calendar unit', () => {
  expect(stepRange(week, 1)).toEqual({ from: '2026-11-23', to: '2026-11-30' })
  const october = resolveRange(
    { from: '2026-10-01', to: '2026-11-01' },
    { now, zone, fallback: '24h' },
  )
  expect(stepRange(october, -1)).toEqual({ from: '2026-09-01', to: '2026-10-01' })
})

test('a day of 25 hours is compared with the whole day of a week before', () => {
  const day = resolveRange({ from: '2026-10-25', to: '2026-10-26' }, { now, zone, fallback: '24h' })
  const before = compareRange(day, 'week')

  expect(iso(before?.from ?? 0)).toBe('2026-10-17T22:00:00.000Z')
  expect(iso(before?.to ?? 0)).toBe('2026-10-18T22:00:00.000Z')
})

test('a week can be seen in windows of ten minutes at the finest', () => {
  expect(windowsFor(week)).toEqual(['PT30M', 'PT1H', 'P1D'])
})

test('what a URL says wrongly is left out', () => {
  expect(
    parseSearch({ from: 'yesterday', window: 'PT2H', lang: 'en', tab: 'x', table: 'a,b' }),
  ).toEqual({ lang: 'en', table: 'a,b' })
})
