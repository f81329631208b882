import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localWindows } from './calendar.js'
import { storeSpans, windowIndex } from './spans.js'
import type { WindowSize } from './window.js'

const timezone = 'Europe/Copenhagen'
const HOUR = 3_600_000
const at = (text: string) => Date.parse(text)
const windowsOf = (from: string, to: string, size: WindowSize) =>
  localWindows({ from: at(from), to: at(to), size, timezone })

test('a month of hours over a change of offset is one question', () => {
  const hours = windowsOf('2026-10-01T00:00+02:00', '2026-11-01T00:00+01:00', 'PT1H')

  expect(hours).toHaveLength(745)
  expect(storeSpans(hours, timezone)).toMatchObject([
    { from: at('2026-09-30T22:00Z'), to: at('2026-10-31T23:00Z'), widthMs: HOUR },
  ])
})

test('a year of days is five: the days of 23 and 25 hours stand alone', () => {
  const days = windowsOf('2026-01-01T00:00+01:00', '2027-01-01T00:00+01:00', 'P1D')

  const widths = storeSpans(days, timezone).map(({ widthMs, windowOf }) => [
    widthMs,
    windowOf.length,
  ])

  expect(widths).toEqual([
    [24 * HOUR, 87],
    [23 * HOUR, 1],
    [24 * HOUR, 209],
    [25 * HOUR, 1],
    [24 * HOUR, 67],
  ])
})

test('a few months are asked as they are, many are put together from days', () => {
  const months = (to: string) =>
    storeSpans(windowsOf('2016-01-01T00:00+01:00', to, 'P1M'), timezone).map(
      ({ widthMs }) => widthMs / HOUR,
    )

  expect(months('2016-04-01T00:00+02:00')).toEqual([31 * 24, 29 * 24, 31 * 24 - 1])
  expect(new Set(months('2026-01-01T00:00+01:00'))).toEqual(new Set([24, 23, 25]))
})

test('windows that lie apart are asked one by one', () => {
  const windows = [
    { start: 0, end: HOUR },
    { start: 2 * HOUR, end: 3 * HOUR },
  ]

  expect(storeSpans(windows, 'UTC')).toHaveLength(2)
})

test('the pieces cover each window exactly, and each knows its window', () => {
  const sizes: readonly WindowSize[] = ['PT30M', 'PT1H', 'P1D', 'P1W', 'P1M', 'P1Y']
  fc.assert(
    fc.property(
      fc.integer({ min: at('2015-01-01T00:00Z'), max: at('2026-01-01T00:00Z') }),
      fc.constantFrom(...sizes),
      (from, size) => {
        const days = size.startsWith('PT') ? 9 : 2_500
        const windows = localWindows({ from, to: from + days * 24 * HOUR, size, timezone })
        const covered = windows.map(() => ({ from: Infinity, to: -Infinity, ms: 0 }))

        for (const span of storeSpans(windows, timezone)) {
          for (let start = span.originMs; start < span.to; start += span.widthMs) {
            const cover = covered[windowIndex(span, start)]
            if (cover === undefined) throw new Error('a piece of no window')
            cover.from = Math.min(cover.from, start)
            cover.to = Math.max(cover.to, start + span.widthMs)
            cover.ms += span.widthMs
          }
        }

        expect(covered).toEqual(
          windows.map(({ start, end }) => ({ from: start, to: end, ms: end - start })),
        )
      },
    ),
    { numRuns: 40 },
  )
})
