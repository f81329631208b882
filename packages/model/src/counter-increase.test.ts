import fc from 'fast-check'
import { expect, test } from 'vitest'
import { partsOfReadings } from './aggregate.js'
import { localWindows } from './calendar.js'
import { type CounterRules, counterEntries, type Total } from './counter-entries.js'
import { increases, type TotalsWindow, totalsOf } from './counter-increase.js'
import type { ExpectedPeriod } from './coverage.js'
import type { Interval, WindowSize } from './window.js'

const HOUR = 3_600_000
const at = (text: string) => Date.parse(text)
const rules: CounterRules = { point: 'a.b.heat', maxRatePerHour: 1_000, swaps: [] }
const hourlyFrom0: readonly ExpectedPeriod[] = [{ from: 0, to: Infinity, intervalMs: HOUR }]
const now = at('2030-01-01T00:00:00Z')

const between = (start: number, end: number): Interval => ({ start, end })

test('a step over a boundary is shared out in proportion to time', () => {
  const totals = [
    { at: 0.5 * HOUR, value: 10 },
    { at: 1.5 * HOUR, value: 18 },
    { at: 2.5 * HOUR, value: 20 },
  ]

  const found = counted(totals, [between(HOUR, 2 * HOUR), between(2 * HOUR, 2.5 * HOUR)])

  expect(found).toEqual([
    { value: 5, coverage: 1, estimated: false },
    { value: 1, coverage: 1, estimated: false },
  ])
})

test('across a gap the total is right and its place in time an estimate', () => {
  const totals = [
    { at: 0, value: 100 },
    { at: HOUR, value: 101 },
    { at: 9 * HOUR, value: 117 },
    { at: 10 * HOUR, value: 118 },
  ]

  const hours = counted(totals, hoursOf(0, 10))

  expect(hours.map(({ value }) => value)).toEqual([1, 2, 2, 2, 2, 2, 2, 2, 2, 1])
  expect(hours.map(({ estimated }) => estimated)).toEqual([
    false,
    ...Array.from({ length: 8 }, () => true),
    false,
  ])
  expect(counted(totals, [between(0, 10 * HOUR)])).toEqual([
    { value: 18, coverage: 1, estimated: false },
  ])
})

test('what no total brackets is missing, and the rest of its window counts as covered', () => {
  const totals = [
    { at: 1.5 * HOUR, value: 100 },
    { at: 2.5 * HOUR, value: 103 },
  ]

  expect(counted(totals, hoursOf(0, 4))).toEqual([
    { value: null, coverage: 0, estimated: false },
    { value: 1.5, coverage: 0.5, estimated: false },
    { value: 1.5, coverage: 0.5, estimated: false },
    { value: null, coverage: 0, estimated: false },
  ])
})

test('the running window is covered as far as time has come, the next one expects nothing', () => {
  const totals = [
    { at: 0, value: 1 },
    { at: 0.5 * HOUR, value: 2 },
  ]
  const found = increases({
    ...partsWindows(totals, hoursOf(0, 3)),
    periods: [{ from: 0, to: Infinity, intervalMs: 60_000 }],
    now: 0.5 * HOUR,
  })

  expect(found).toEqual([
    { value: 1, coverage: 1, estimated: false },
    { value: null, coverage: null, estimated: false },
    { value: null, coverage: null, estimated: false },
  ])
})

test.each(['2026-03-29', '2026-10-25'])('on %s the hours add up to the day', (date) => {
  const timezone = 'Europe/Copenhagen'
  const [day] = localWindows({
    from: at(`${date}T06:00Z`),
    to: at(`${date}T07:00Z`),
    size: 'P1D',
    timezone,
  })
  if (day === undefined) throw new Error('no day')
  const hours = localWindows({ from: day.start, to: day.end, size: 'PT1H', timezone })
  const totals = Array.from({ length: 60 }, (_, index) => ({
    at: day.start - 3 * HOUR + index * 1_777_000,
    value: 5_347.61445783133 + index * 0.314159,
  }))

  const sum = counted(totals, hours).reduce((total, { value }) => total + (value ?? Number.NaN), 0)
  const whole = counted(totals, [day])[0]?.value ?? Number.NaN

  expect(Math.abs(sum - whole) / whole).toBeLessThan(1e-9)
})

test('resets, gaps, glitches and shuffles: the windows are those of an independent recount', () => {
  const timezone = 'Europe/Copenhagen'
  const moves = fc.array(
    fc.record({
      minutes: fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom(30, 60, 61) },
        { weight: 1, arbitrary: fc.integer({ min: 200, max: 3_000 }) },
      ),
      what: fc.oneof(
        { weight: 10, arbitrary: fc.double({ min: 0, max: 20, noNaN: true }) },
        { weight: 1, arbitrary: fc.constant('reset' as const) },
        { weight: 1, arbitrary: fc.constant('zero' as const) },
      ),
    }),
    { minLength: 1, maxLength: 120 },
  )
  fc.assert(
    fc.property(
      moves,
      fc.constantFrom(at('2026-03-28T05:13:00Z'), at('2026-10-24T05:13:00Z')),
      fc.constantFrom<WindowSize>('PT1H', 'P1D', 'P1W'),
      (steps, start, size) => {
        const { readings, believed } = simulate(steps, start)
        const end = believed.at(-1)?.at ?? start
        const windows = localWindows({ from: start - 5 * HOUR, to: end + 5 * HOUR, size, timezone })

        const found = counted(totalled(readings), windows)

        const expected = windows.map((window) => recount(believed, window))
        for (const [index, one] of found.entries()) {
          const want = expected[index]
          expect(one.value === null).toBe(want === null)
          expect(Math.abs((one.value ?? 0) - (want ?? 0))).toBeLessThan(1e-6)
        }
      },
    ),
    { numRuns: 200 },
  )
})

function hoursOf(first: number, until: number): readonly Interval[] {
  return Array.from({ length: until - first }, (_, n) =>
    between((first + n) * HOUR, (first + n + 1) * HOUR),
  )
}

function counted(totals: readonly Total[], windows: readonly Interval[]) {
  return increases({ ...partsWindows(totals, windows), periods: hourlyFrom0, now })
}

/** Windows with the first and last totals that a store would give, and the neighbours on either side. */
function partsWindows(totals: readonly Total[], windows: readonly Interval[]) {
  const first = windows[0]?.start ?? 0
  const end = windows.at(-1)?.end ?? 0
  const before = totals.findLast((total) => total.at < first)
  const after = totals.find((total) => total.at >= end)
  return {
    windows: windows.map((window): TotalsWindow => {
      const inside = totals.filter((total) => total.at >= window.start && total.at < window.end)
      const parts = partsOfReadings({
        observedAt: inside.map((total) => total.at),
        value: inside.map((total) => total.value),
      })
      if (parts === undefined) return window
      const { first: low = 0, firstAt = 0, last: high = 0, lastAt = 0 } = parts
      return { ...window, first: { at: firstAt, value: low }, last: { at: lastAt, value: high } }
    }),
    ...(before && { before }),
    ...(after && { after }),
  }
}

type Step = { readonly minutes: number; readonly what: number | 'reset' | 'zero' }
/** A believed reading and what the meter counted since the one before. */
type Believed = { readonly at: number; readonly used: number }

/** A meter's raw readings and, by construction, what it truly counted. Zeros are single glitches. */
function simulate(steps: readonly Step[], start: number) {
  const readings: Total[] = [{ at: start, value: 500 }]
  const believed: Believed[] = [{ at: start, used: 0 }]
  let [raw, time] = [500, start]
  let afterZero = false
  for (const { minutes, what } of steps) {
    time += minutes * 60_000
    if (what === 'zero' && !afterZero && raw > 0) {
      readings.push({ at: time, value: 0 })
      afterZero = true
      continue
    }
    if (what === 'reset' && !afterZero && raw > 10) {
      raw = 3
      believed.push({ at: time, used: 3 })
      // Two readings on the new count, so that no dip could be meant.
      readings.push({ at: time, value: raw })
      time += 60_000
      readings.push({ at: time, value: raw })
      believed.push({ at: time, used: 0 })
      continue
    }
    const used = typeof what === 'number' ? what : 1
    raw += used
    readings.push({ at: time, value: raw })
    believed.push({ at: time, used })
    afterZero = false
  }
  if (afterZero) {
    time += 60_000
    readings.push({ at: time, value: raw })
    believed.push({ at: time, used: 0 })
  }
  return { readings, believed }
}

function totalled(readings: readonly Total[]): readonly Total[] {
  const columns = {
    observedAt: readings.map((reading) => reading.at),
    value: readings.map((reading) => reading.value),
  }
  const entries = counterEntries(columns, rules)
  const suspects = new Set(
    entries.filter(({ kind }) => kind === 'suspect').map((entry) => entry.at),
  )
  const total = totalsOf(entries)
  return readings.filter((one) => !suspects.has(one.at)).map((one) => total(one.at, one.value))
}

/** Each step's amount, laid out evenly over the time since the one before. Null where nothing reaches. */
function recount(believed: readonly Believed[], { start, end }: Interval): number | null {
  let sum = 0
  let reached = false
  for (const [index, { at: to, used }] of believed.entries()) {
    const from = believed[index - 1]?.at
    if (from === undefined) continue
    const overlap = Math.min(end, to) - Math.max(start, from)
    if (overlap <= 0) continue
    reached = true
    sum += (used * overlap) / (to - from)
  }
  return reached ? sum : null
}
