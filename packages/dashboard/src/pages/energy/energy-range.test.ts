import { describe, expect, test } from 'vitest'
import { resolveRange } from '../../app/range.js'
import {
  chosenWindow,
  comparesOf,
  earlierRange,
  energyRange,
  energyWindows,
  weekends,
} from './energy-range.js'

const zone = 'Europe/Copenhagen'
const at = (text: string) => Date.parse(text)
const iso = (ms: number | undefined) => (ms === undefined ? '' : new Date(ms).toISOString())

describe('the span of the energy page', () => {
  test('is today on a live site and the last seven local days of old data', () => {
    const live = energyRange(
      {},
      { source: 'simulated', timezone: zone },
      at('2026-11-23T16:30:00Z'),
    )
    const old = energyRange(
      {},
      { source: 'historical', timezone: zone },
      at('2020-12-31T22:00:00Z'),
    )

    expect([iso(live.from), iso(live.to), live.name]).toEqual([
      '2026-11-22T23:00:00.000Z',
      '2026-11-23T23:00:00.000Z',
      'today',
    ])
    expect([iso(old.from), iso(old.to), iso(old.until), old.name, old.live]).toEqual([
      '2020-12-24T23:00:00.000Z',
      '2020-12-31T23:00:00.000Z',
      '2020-12-31T22:00:00.000Z',
      'fixed',
      false,
    ])
  })

  test('shows a day by the hour, a month by the day and a year by the month', () => {
    const window = (from: string, to: string) =>
      chosenWindow(resolveRange({ from, to }, { now: 0, zone, fallback: 'today' }), undefined)

    expect(window('2026-11-16', '2026-11-17')).toBe('PT1H')
    expect(window('2026-11-16', '2026-11-23')).toBe('PT1H')
    expect(window('2026-11-01', '2026-12-01')).toBe('P1D')
    expect(window('2026-01-01', '2027-01-01')).toBe('P1M')
  })

  test('offers no window that is as long as the range', () => {
    const day = resolveRange(
      { from: '2026-11-16', to: '2026-11-17' },
      { now: 0, zone, fallback: 'today' },
    )

    expect(energyWindows(day)).toEqual(['PT1H'])
  })
})

describe('the period that it is held against', () => {
  const now = at('2026-11-23T16:30:00Z')

  test('is a day a week ago, cut at the same time of day', () => {
    const today = resolveRange({}, { now, zone, fallback: 'today' })

    const earlier = earlierRange(today, comparesOf(today).usual)

    expect([iso(earlier?.from), iso(earlier?.until), iso(earlier?.to)]).toEqual([
      '2026-11-15T23:00:00.000Z',
      '2026-11-16T16:30:00.000Z',
      '2026-11-16T23:00:00.000Z',
    ])
  })

  test('keeps the wall clock when the clocks changed in between', () => {
    const week = resolveRange(
      { from: '2026-10-26', to: '2026-11-02' },
      { now, zone, fallback: 'today' },
    )

    const earlier = earlierRange(week, 'previous')

    expect([iso(earlier?.from), iso(earlier?.to)]).toEqual([
      '2026-10-18T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
    ])
  })
})

test('weekends are shaded in a week, and not in a year', () => {
  const context = { now: 0, zone, fallback: 'today' } as const
  const week = resolveRange({ from: '2026-11-16', to: '2026-11-23' }, context)
  const year = resolveRange({ from: '2026-01-01', to: '2027-01-01' }, context)

  expect(weekends(week).map(({ from, to }) => [iso(from), iso(to)])).toEqual([
    ['2026-11-20T23:00:00.000Z', '2026-11-22T23:00:00.000Z'],
  ])
  expect(weekends(year)).toEqual([])
})
