import { expect, test } from 'vitest'
import { createSummary } from './summary.js'
import { every, openTown } from './testing/open-town.js'
import { DAY, HOUR, type TestSite } from './testing/view.js'

const MINUTE = 60_000
const at = (text: string) => Date.parse(text)
/** A Monday. */
const now = at('2026-11-23T10:20:00+01:00')
const midnight = at('2026-11-23T00:00:00+01:00')
const schoolHours = {
  from: null,
  to: null,
  weekdays: [1, 2, 3, 4, 5],
  start: '08:00',
  end: '15:00',
  holidays: [],
}
const school: TestSite = {
  traffic: true,
  rooms: {
    main: { kind: 'meter', points: { electricity: 10 * MINUTE, 'electricity-power': 10 * MINUTE } },
    cellar: { kind: 'meter', points: { heat: 10 * MINUTE, 'electricity-power': 10 * MINUTE } },
    'room-1': { kind: 'room', occupiedHours: [schoolHours], points: { co2: 10 * MINUTE } },
    'room-2': { kind: 'room', occupiedHours: [schoolHours], points: { co2: 10 * MINUTE } },
    yard: { kind: 'outdoor', points: { pm10: 10 * MINUTE, no2: 10 * MINUTE } },
  },
}
const fortnight = every(10 * MINUTE, now - 8 * DAY, now)

function schoolTown() {
  const town = openTown({ school }, { now })
  const put = (point: string, value: (time: number) => number) =>
    town.put(
      `school.${point}`,
      fortnight.map((time) => [time, value(time)] as const),
    )
  return { town, put }
}

test('a site at work: power, energy, air and rooms of today', async () => {
  const { town, put } = schoolTown()
  const hours = (time: number) => (time - (now - 8 * DAY)) / HOUR
  put('main.electricity', (time) => 12 * hours(time))
  put('cellar.heat', (time) =>
    time < midnight - 3 * DAY
      ? 30 * hours(time)
      : 15 * hours(time) + 15 * hours(midnight - 3 * DAY),
  )
  put('main.electricity-power', () => 12_000)
  put('cellar.electricity-power', () => 500)
  put('room-1.co2', () => 900)
  put('room-2.co2', (time) => (time < midnight + 9 * HOUR ? 1100 : 800))
  put('yard.pm10', () => 61)
  put('yard.no2', () => 5)
  await town.stored()

  const summary = await createSummary(town).site('school')

  expect(summary).toMatchObject({
    at: '2026-11-23T10:20:00+01:00',
    state: 'live',
    newestAt: '2026-11-23T10:20:00+01:00',
    counts: { live: 8, stale: 0, offline: 0 },
    coverage24h: 1,
  })
  expect(summary.power).toMatchObject({
    value: 12_500,
    observedAt: '2026-11-23T10:20:00+01:00',
    quality: 'good',
    state: 'live',
    points: ['school.main.electricity-power', 'school.cellar.electricity-power'],
  })
  expect(summary.power?.today).toHaveLength(21)
  expect(summary.power?.weekBefore).toHaveLength(48)
  expect(summary.power?.weekBefore[3]).toEqual({
    start: '2026-11-16T01:30:00+01:00',
    value: 12_500,
  })
  // 10⅓ hours: 124 kWh of electricity, 155 of heat; a week before 310 of heat.
  expect(summary.energy).toMatchObject({
    from: '2026-11-23T00:00:00+01:00',
    to: '2026-11-23T10:20:00+01:00',
    carriers: [
      { carrier: 'electricity', total: { kWh: expect.closeTo(124, 6) } },
      { carrier: 'heat', total: { kWh: expect.closeTo(155, 6) } },
    ],
    total: {
      kWh: expect.closeTo(279, 6),
      kgCo2e: expect.closeTo(124 * 0.1174 + 155 * 0.0845, 6),
      coverage: 1,
      quality: 'good',
    },
    previous: { kWh: expect.closeTo(434, 6), coverage: 1 },
  })
  expect(summary.energy?.hours).toHaveLength(11)
  expect(summary.energy?.hours[1]).toEqual({
    end: '2026-11-23T02:00:00+01:00',
    kWh: expect.closeTo(54, 6),
    kgCo2e: expect.closeTo(24 * 0.1174 + 30 * 0.0845, 6),
  })
  expect(summary.energy?.hours.at(-1)).toMatchObject({
    end: '2026-11-23T10:20:00+01:00',
    kWh: expect.closeTo(279, 6),
  })
  expect(summary.energy?.previousHours.at(-1)).toMatchObject({
    end: '2026-11-16T10:20:00+01:00',
    kWh: expect.closeTo(434, 6),
  })
  expect(summary.air).toMatchObject({
    level: 3,
    pollutant: 'pm10',
    value: 61,
    partial: false,
    hour: { start: '2026-11-23T09:00:00+01:00' },
  })
  // Each room 2⅓ hours; only the first hour of room 2 is above 1000 ppm.
  expect(summary.indoor).toEqual({
    from: '2026-11-23T00:00:00+01:00',
    to: '2026-11-23T10:20:00+01:00',
    atMost1000ppm: expect.closeTo((14 / 3 - 1) / (14 / 3), 9),
    shares: { i: expect.closeTo(11 / 14, 9), ii: expect.closeTo(3 / 14, 9), iii: 0, iv: 0 },
    rooms: 2,
    roomsJudged: 2,
    judgedHours: expect.closeTo(14 / 3, 9),
    coverage: 1,
  })
  expect(summary.strip).toHaveLength(24)
  expect(summary.strip[23]).toMatchObject({
    start: '2026-11-23T10:00:00+01:00',
    quality: 'good',
    coverage: 1,
  })
})

test('before school begins the rooms are those of the last school day', async () => {
  const early = at('2026-11-23T06:00:00+01:00')
  const town = openTown({ school }, { now: early })
  const times = every(10 * MINUTE, early - 5 * DAY, early)
  town.put(
    'school.room-1.co2',
    times.map((time) => [time, 800] as const),
  )
  await town.stored()

  const { indoor } = await createSummary(town).site('school')

  expect(indoor).toMatchObject({
    from: '2026-11-20T00:00:00+01:00',
    to: '2026-11-21T00:00:00+01:00',
    judgedHours: 7,
    rooms: 2,
    roomsJudged: 1,
    coverage: 0.5,
  })
})

test('at midnight the day has only begun, and its figures are empty', async () => {
  const town = openTown({ school }, { now: midnight })
  const times = every(10 * MINUTE, midnight - DAY, midnight)
  town.put(
    'school.main.electricity',
    times.map((time) => [time, time / HOUR] as const),
  )
  town.put(
    'school.main.electricity-power',
    times.map((time) => [time, 1000] as const),
  )
  await town.stored()

  const summary = await createSummary(town).site('school')

  expect(summary.energy).toMatchObject({ hours: [], total: { kWh: null, coverage: null } })
  expect(summary.power).toMatchObject({ value: 1000, today: [] })
  expect(summary.strip).toHaveLength(24)
})

test('a silent or unbelieved meter is not part of the power, and the summary says so', async () => {
  const { town, put } = schoolTown()
  put('main.electricity-power', () => 12_000)
  town.put('school.cellar.electricity-power', [[now - 2 * HOUR, 400]])
  await town.stored()

  const silent = await createSummary(town).site('school')
  town.put('school.cellar.electricity-power', [[now, 9e9]], 'suspect')
  await town.stored()
  const unbelieved = await createSummary(town).site('school')

  expect(silent.power).toMatchObject({ value: 12_000, quality: 'good', state: 'live' })
  expect(silent.counts).toEqual({ live: 1, stale: 0, offline: 7 })
  expect(unbelieved.power).toMatchObject({ value: 12_000, quality: 'suspect' })
})

test('a site that was never heard of has no figures and is offline', async () => {
  const town = openTown({ school }, { now })

  const summary = await createSummary(town).site('school')

  expect(summary).toMatchObject({
    state: 'offline',
    newestAt: null,
    counts: { live: 0, stale: 0, offline: 8 },
    power: { value: null, observedAt: null, quality: 'missing', state: 'offline' },
    energy: { total: { kWh: null, kgCo2e: null, quality: 'missing' } },
    air: { level: null, value: null },
    indoor: { atMost1000ppm: null, judgedHours: 0, roomsJudged: 0 },
    coverage24h: 0,
  })
  expect(summary.strip.every(({ quality }) => quality === 'missing')).toBe(true)
})

test('a historical site is summed up as of its newest reading, and is not offline', async () => {
  const old: TestSite = { ...school, source: 'historical' }
  const end = at('2015-06-10T10:20:00+02:00')
  const town = openTown({ old }, { now })
  const times = every(10 * MINUTE, end - 8 * DAY, end)
  town.put(
    'old.main.electricity',
    times.map((time) => [time, time / HOUR] as const),
  )
  town.put(
    'old.room-1.co2',
    times.map((time) => [time, 800] as const),
  )
  await town.stored()

  const summary = await createSummary(town).site('old')

  expect(summary).toMatchObject({
    at: '2015-06-10T10:20:00+02:00',
    state: 'live',
    newestAt: '2015-06-10T10:20:00+02:00',
    counts: { live: 2, stale: 0, offline: 6 },
    energy: {
      from: '2015-06-10T00:00:00+02:00',
      total: { kWh: expect.closeTo(31 / 3, 6), kgCo2e: null },
      factors: [],
    },
    indoor: { judgedHours: expect.closeTo(7 / 3, 9), atMost1000ppm: 1 },
  })
})
