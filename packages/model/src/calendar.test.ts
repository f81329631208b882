import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { addLocal, localMidnight, localWindows } from './calendar.js'
import type { WindowSize } from './window.js'

const timezone = 'Europe/Copenhagen'
const at = (text: string) => Date.parse(text)
const iso = (ms: number) => new Date(ms).toISOString()

test('the day on which summer time starts has 23 hours, the day on which it ends 25', () => {
  const hours = (from: string, to: string) =>
    localWindows({ from: at(from), to: at(to), size: 'PT1H', timezone }).length

  expect(hours('2026-03-29T00:00+01:00', '2026-03-30T00:00+02:00')).toBe(23)
  expect(hours('2026-10-25T00:00+02:00', '2026-10-26T00:00+01:00')).toBe(25)
  expect(hours('2026-11-23T00:00+01:00', '2026-11-24T00:00+01:00')).toBe(24)
})

test('days start at local midnight on either side of a change', () => {
  const days = localWindows({
    from: at('2026-10-24T12:00:00+02:00'),
    to: at('2026-10-26T00:30:00+01:00'),
    size: 'P1D',
    timezone,
  })

  expect(days.map(({ start, end }) => [iso(start), iso(end)])).toEqual([
    ['2026-10-23T22:00:00.000Z', '2026-10-24T22:00:00.000Z'],
    ['2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
    ['2026-10-25T23:00:00.000Z', '2026-10-26T23:00:00.000Z'],
  ])
})

test('weeks start on Monday, months and years on their first day', () => {
  const first = (size: WindowSize) => {
    const [window] = localWindows({
      from: at('2026-11-25T10:00:00Z'),
      to: at('2026-11-25T11:00:00Z'),
      size,
      timezone,
    })
    return window && [iso(window.start), iso(window.end)]
  }

  expect(first('P1W')).toEqual(['2026-11-22T23:00:00.000Z', '2026-11-29T23:00:00.000Z'])
  expect(first('P1M')).toEqual(['2026-10-31T23:00:00.000Z', '2026-11-30T23:00:00.000Z'])
  expect(first('P1Y')).toEqual(['2025-12-31T23:00:00.000Z', '2026-12-31T23:00:00.000Z'])
})

test('a window that ends where the range ends is the last one; an empty range has none', () => {
  const from = at('2026-11-23T00:00:00+01:00')

  expect(localWindows({ from, to: from + 3_600_000, size: 'PT15M', timezone })).toHaveLength(4)
  expect(localWindows({ from, to: from, size: 'PT15M', timezone })).toHaveLength(0)
})

test('the windows of any size and zone lie back to back and agree with Temporal', () => {
  const zones = [
    'Europe/Copenhagen',
    'America/Sao_Paulo',
    'Australia/Lord_Howe',
    'UTC',
    'Asia/Kolkata',
  ]
  const sizes: readonly WindowSize[] = ['PT15M', 'PT1H', 'P1D', 'P1W', 'P1M', 'P1Y']
  fc.assert(
    fc.property(
      fc.integer({ min: at('2005-01-01T00:00:00Z'), max: at('2035-01-01T00:00:00Z') }),
      fc.constantFrom(...zones),
      fc.constantFrom(...sizes),
      (from, zone, size) => {
        const days = size.startsWith('PT') ? 2 : 800
        const to = from + days * 86_400_000
        const windows = localWindows({ from, to, size, timezone: zone })

        expect(windows[0]?.start).toBeLessThanOrEqual(from)
        expect(windows[0]?.end).toBeGreaterThan(from)
        expect(windows.at(-1)?.end).toBeGreaterThanOrEqual(to)
        for (const [index, { start, end }] of windows.entries()) {
          if (index > 0) expect(start).toBe(windows[index - 1]?.end)
          if (size.startsWith('PT')) continue
          expect(start).toBe(temporalStart(start, size, zone))
          expect(temporalStart(end - 1, size, zone)).toBe(start)
        }
      },
    ),
    { numRuns: 150 },
  )
})

test('local midnight is where the local date starts, in a zone that starts summer time at midnight too', () => {
  expect(iso(localMidnight(at('2026-03-29T20:00:00Z'), timezone))).toBe('2026-03-28T23:00:00.000Z')
  expect(iso(localMidnight(at('2018-11-04T12:00:00Z'), 'America/Sao_Paulo'))).toBe(
    '2018-11-04T03:00:00.000Z',
  )
})

test('adding a day keeps the wall clock over a change, adding 24 hours does not', () => {
  const noon = at('2026-03-28T12:00:00+01:00')

  expect(iso(addLocal(noon, { days: 1 }, timezone))).toBe('2026-03-29T10:00:00.000Z')
  expect(iso(addLocal(noon, { hours: 24 }, timezone))).toBe('2026-03-29T11:00:00.000Z')
  expect(iso(addLocal(at('2026-03-31T12:00:00+02:00'), { months: -1 }, timezone))).toBe(
    '2026-02-28T11:00:00.000Z',
  )
})

function temporalStart(ms: number, size: WindowSize, zone: string): number {
  const date = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate()
  const first =
    size === 'P1Y'
      ? date.with({ month: 1, day: 1 })
      : size === 'P1M'
        ? date.with({ day: 1 })
        : size === 'P1W'
          ? date.subtract({ days: date.dayOfWeek - 1 })
          : date
  return first.toZonedDateTime(zone).startOfDay().epochMilliseconds
}
