import { describe, expect, test } from 'vitest'
import type { ChartWindow } from '../../charts/chart-data.js'
import { scalePosition } from './air-scale.js'
import { dayParts } from './day-parts.js'
import { changeOver, extremes, sectorOf, sumOf, windRose } from './weather-figures.js'

const HOUR = 3_600_000

function hour(n: number, value: number | null, more: Partial<ChartWindow> = {}): ChartWindow {
  return { start: n * HOUR, end: (n + 1) * HOUR, value, coverage: 1, quality: 'good', ...more }
}

describe('a value on the scale of six levels', () => {
  const bounds = [5, 15, 50, 90, 140]

  test('stands at a bound exactly between two levels', () => {
    expect(scalePosition(5, bounds)).toBeCloseTo(1 / 6)
    expect(scalePosition(140, bounds)).toBeCloseTo(5 / 6)
  })

  test('stands in proportion inside its level', () => {
    expect(scalePosition(10, bounds)).toBeCloseTo(1.5 / 6)
  })

  test('never leaves the scale', () => {
    expect(scalePosition(0, bounds)).toBe(0)
    expect(scalePosition(9_999, bounds)).toBe(1)
  })
})

describe('the parts of the day for noise', () => {
  const at = (text: string) => Date.parse(text)

  test('join the night over midnight and end with the span', () => {
    const span = { from: at('2026-11-22T18:00+01:00'), to: at('2026-11-23T08:00+01:00') }

    expect(dayParts(span, 'Europe/Copenhagen')).toEqual([
      { part: 'day', from: span.from, to: at('2026-11-22T19:00+01:00') },
      { part: 'evening', from: at('2026-11-22T19:00+01:00'), to: at('2026-11-22T22:00+01:00') },
      { part: 'night', from: at('2026-11-22T22:00+01:00'), to: at('2026-11-23T07:00+01:00') },
      { part: 'day', from: at('2026-11-23T07:00+01:00'), to: span.to },
    ])
  })

  test('keep the clock when the day has 23 or 25 hours', () => {
    const spring = { from: at('2026-03-29T00:00+01:00'), to: at('2026-03-30T00:00+02:00') }
    const autumn = { from: at('2026-10-25T00:00+02:00'), to: at('2026-10-26T00:00+01:00') }

    expect(dayParts(spring, 'Europe/Copenhagen')[1]?.from).toBe(at('2026-03-29T07:00+02:00'))
    expect(dayParts(autumn, 'Europe/Copenhagen')[1]?.from).toBe(at('2026-10-25T07:00+01:00'))
  })
})

describe('figures of the weather', () => {
  test('the extremes are those of the readings, not of the means', () => {
    const windows = [hour(0, 5, { min: 2, max: 6 }), hour(1, null), hour(2, 7, { min: 6, max: 12 })]

    expect(extremes(windows)?.low).toEqual({ value: 2, start: 0, end: HOUR })
    expect(extremes(windows)?.high).toEqual({ value: 12, start: 2 * HOUR, end: 3 * HOUR })
    expect(extremes([hour(0, null)])).toBeNull()
  })

  test('a sum tells how much of the passed time it is made of', () => {
    const windows = [hour(0, 3), hour(1, null, { coverage: 0 }), hour(2, 1), hour(3, null)]

    expect(sumOf(windows, 3 * HOUR)).toEqual({ sum: 4, coverage: 2 / 3 })
    expect(sumOf([], 0)).toEqual({ sum: 0, coverage: null })
  })

  test('a tendency needs both of its ends', () => {
    expect(changeOver([hour(0, 1000), hour(1, 1001), hour(2, 1003)], 2 * HOUR)).toBe(3)
    expect(changeOver([hour(0, null), hour(1, 1001), hour(2, 1003)], 2 * HOUR)).toBeNull()
  })

  test('north has one sector around both of its ends', () => {
    expect([sectorOf(350), sectorOf(10), sectorOf(360), sectorOf(90), sectorOf(247)]).toEqual([
      0, 0, 0, 4, 11,
    ])
    expect(windRose([hour(0, 355), hour(1, 5), hour(2, 90)]).slice(0, 5)).toEqual([1, 0, 0, 0, 0.5])
  })
})
