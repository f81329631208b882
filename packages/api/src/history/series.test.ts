import type { Entry, Reading, View, WindowSeries } from '@bypuls/model'
import { WindowSeries as WindowSeriesShape } from '@bypuls/model'
import { openMemoryStore } from '@bypuls/stores'
import { expect, test } from 'vitest'
import { createHistory, type WindowsQuery } from './series.js'
import { HEAT, linkOf, openCounterRegistry, POWER } from './testing/counter-registry.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const at = (text: string) => Date.parse(text)
const now = at('2026-11-23T12:00:00Z')

function openHistory(options: { entries?: readonly Entry[]; now?: number } = {}) {
  const [store, registry] = [openMemoryStore(), openCounterRegistry()]
  const history = createHistory({
    store,
    view: registry.view,
    entries: (point) => (options.entries ?? []).filter((entry) => entry.point === point),
    now: () => options.now ?? now,
  })
  const ask = async (query: Partial<WindowsQuery>): Promise<WindowSeries> => {
    const [answer] = await history.windows({
      points: [POWER],
      from: at('2026-11-20T00:00:00+01:00'),
      to: at('2026-11-20T03:00:00+01:00'),
      size: 'PT1H',
      view: 'corrected',
      ...query,
    })
    if (answer === undefined) throw new Error('no answer')
    return WindowSeriesShape.parse(answer)
  }
  return { store, registry, history, ask }
}

const every = (stepMs: number, from: string, to: string) =>
  Array.from({ length: (at(to) - at(from)) / stepMs }, (_, n) => at(from) + n * stepMs)

const reading = (observedAt: number, value: number, point = POWER): Reading => ({
  point,
  observedAt,
  value,
  flag: 'good',
})

test('a window tells its mean, range, count, coverage and quality, in the zone of its site', async () => {
  const { store, ask } = openHistory()
  const times = every(MINUTE, '2026-11-20T00:00+01:00', '2026-11-20T01:45+01:00')
  await store.write(times.map((time, index) => reading(time, index)))

  const answer = await ask({})

  expect(answer).toMatchObject({
    point: POWER,
    metric: 'heat-power',
    unit: 'W',
    method: 'mean',
    timezone: 'Europe/Copenhagen',
    window: 'PT1H',
    from: '2026-11-20T00:00:00+01:00',
    to: '2026-11-20T03:00:00+01:00',
  })
  expect(answer.windows).toEqual([
    {
      start: '2026-11-20T00:00:00+01:00',
      end: '2026-11-20T01:00:00+01:00',
      value: 29.5,
      min: 0,
      max: 59,
      count: 60,
      coverage: 1,
      quality: 'good',
      suspect: 0,
    },
    {
      start: '2026-11-20T01:00:00+01:00',
      end: '2026-11-20T02:00:00+01:00',
      value: 82,
      min: 60,
      max: 104,
      count: 45,
      coverage: 0.75,
      quality: 'good',
      suspect: 0,
    },
    {
      start: '2026-11-20T02:00:00+01:00',
      end: '2026-11-20T03:00:00+01:00',
      value: null,
      min: null,
      max: null,
      count: 0,
      coverage: 0,
      quality: 'missing',
      suspect: 0,
    },
  ])
})

test('a suspect reading is counted and named, and enters no mean', async () => {
  const { store, ask } = openHistory()
  await store.write([
    reading(at('2026-11-20T00:10+01:00'), 10),
    { ...reading(at('2026-11-20T00:20+01:00'), 99_999_999), flag: 'suspect' },
    { ...reading(at('2026-11-20T02:20+01:00'), 99_999_999), flag: 'suspect' },
  ])

  const { windows } = await ask({})

  expect(
    windows.map(({ value, count, suspect, quality }) => [value, count, suspect, quality]),
  ).toEqual([
    [10, 1, 1, 'suspect'],
    [null, 0, 0, 'missing'],
    [null, 0, 1, 'suspect'],
  ])
})

test('a reading that an entry does not believe leaves the window, except in the raw view', async () => {
  const time = at('2026-11-20T00:20+01:00')
  const entries: readonly Entry[] = [{ point: POWER, kind: 'suspect', at: time, rule: 'rate' }]
  const { store, ask } = openHistory({ entries })
  await store.write([reading(time - MINUTE, 10), reading(time, 5_000), reading(time + MINUTE, 20)])
  const first = async (view: View) => (await ask({ view })).windows[0]

  expect(await first('raw')).toMatchObject({ value: 5_030 / 3, count: 3, suspect: 0 })
  expect(await first('checked')).toMatchObject({ value: 15, max: 20, count: 2, suspect: 1 })
})

test('many windows that entries cut are each made from their own other readings', async () => {
  const times = every(10 * MINUTE, '2026-11-18T00:00+01:00', '2026-11-20T00:00+01:00')
  const doubted = times.filter((_, index) => index % 6 === 3 && index % 5 !== 0)
  const entries = doubted.map(
    (time): Entry => ({ point: POWER, kind: 'suspect', at: time, rule: 'rate' }),
  )
  const { store, ask } = openHistory({ entries })
  await store.write(
    times.map((time, index) => reading(time, doubted.includes(time) ? 1e6 : Math.floor(index / 6))),
  )

  const { windows } = await ask({
    from: at('2026-11-18T00:00+01:00'),
    to: at('2026-11-20T00:00+01:00'),
  })

  expect(doubted.length).toBeGreaterThan(30)
  expect(windows.map(({ value }) => value)).toEqual(Array.from({ length: 48 }, (_, n) => n))
  expect(windows.reduce((sum, { suspect }) => sum + suspect, 0)).toBe(doubted.length)
  expect(windows.reduce((sum, { count }) => sum + count, 0)).toBe(times.length - doubted.length)
})

test('the running window expects only what is due by now, the future nothing', async () => {
  const { store, ask } = openHistory({ now: at('2026-11-20T01:30+01:00') })
  const times = every(MINUTE, '2026-11-20T00:00+01:00', '2026-11-20T01:30+01:00')
  await store.write(times.map((time) => reading(time, 1)))

  const { windows } = await ask({})

  expect(windows.map(({ coverage, quality }) => [coverage, quality])).toEqual([
    [1, 'good'],
    [1, 'good'],
    [null, 'missing'],
  ])
})

test('days are local: 23 hours in March, 25 in October, and hours add up to them', async () => {
  for (const [date, hours] of [
    ['2026-03-29', 23],
    ['2026-10-25', 25],
  ] as const) {
    const { store, ask } = openHistory()
    const start = at(`${date}T00:00Z`) - 10 * HOUR
    const totals = Array.from(
      { length: 200 },
      (_, n) => [start + n * 17 * MINUTE, 5_000 + n * 0.3] as const,
    )
    await store.write(totals.map(([time, value]) => reading(time, value, HEAT)))
    const range = { points: [HEAT], from: at(`${date}T04:00Z`), to: at(`${date}T05:00Z`) }

    const day = (await ask({ ...range, size: 'P1D' })).windows[0]
    const byHour = await ask({ ...range, from: at(day?.start ?? ''), to: at(day?.end ?? '') })

    const sum = byHour.windows.reduce((total, { value }) => total + (value ?? Number.NaN), 0)
    expect(byHour.windows).toHaveLength(hours)
    expect(sum).toBeCloseTo(day?.value ?? Number.NaN, 9)
    expect(sum).toBeCloseTo((0.3 / 17) * 60 * hours, 9)
  }
})

test('a counter over a hole is right in sum and estimated in time', async () => {
  const { store, registry, ask } = openHistory()
  registry.setLinks([linkOf({ expectedIntervalMs: 10 * MINUTE })])
  const totals = [
    ['2026-11-19T23:50+01:00', 99],
    ['2026-11-20T00:00+01:00', 100],
    ['2026-11-20T02:30+01:00', 105],
    ['2026-11-20T03:00+01:00', 106],
  ] as const
  await store.write(totals.map(([time, value]) => reading(at(time), value, HEAT)))

  const { windows, method } = await ask({ points: [HEAT] })

  expect(method).toBe('increase')
  expect(windows).toMatchObject([
    { value: 2, count: 1, coverage: 1, quality: 'estimated', min: null },
    { value: 2, count: 0, coverage: 1, quality: 'estimated' },
    { value: 2, count: 1, coverage: 1, quality: 'estimated' },
  ])
})

test('auto takes the finest windows that fit the chart and the meter', async () => {
  const { registry, ask } = openHistory()
  const size = async (days: number, query: Partial<WindowsQuery> = {}) => {
    const from = at('2026-01-01T00:00+01:00')
    const answer = await ask({ size: 'auto', from, to: from + days * 24 * HOUR, ...query })
    expect(answer.windows.length).toBeLessThanOrEqual(Math.min(1_000, (query.pixels ?? 2_000) / 2))
    return answer.window
  }

  expect(await size(0.25)).toBe('PT1M')
  expect(await size(1)).toBe('PT5M')
  expect(await size(1, { pixels: 320 })).toBe('PT10M')
  expect(await size(7)).toBe('PT15M')
  expect(await size(30)).toBe('PT1H')
  expect(await size(365)).toBe('P1D')
  expect(await size(3_000)).toBe('P1W')
  registry.setLinks([linkOf({ expectedIntervalMs: HOUR })])
  expect(await size(1, { points: [HEAT] })).toBe('PT1H')
})

test('unregistered points are left out, the others keep their order', async () => {
  const { history } = openHistory()

  const answers = await history.windows({
    points: [POWER, 'a.meter.gas', HEAT],
    from: now - HOUR,
    to: now,
    size: 'PT1H',
    view: 'corrected',
  })

  expect(answers.map(({ point }) => point)).toEqual([POWER, HEAT])
})
