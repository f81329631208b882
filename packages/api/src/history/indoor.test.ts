import { expect, test } from 'vitest'
import { createIndoorHistory } from './indoor.js'
import { every, openTown } from './testing/open-town.js'
import { DAY, HOUR, type TestSite } from './testing/view.js'

const MINUTE = 60_000
const schoolHours = {
  from: null,
  to: null,
  weekdays: [1, 2, 3, 4, 5],
  start: '08:00',
  end: '14:30',
  holidays: ['2026-11-20'],
}
const school: TestSite = {
  rooms: {
    'room-1': {
      kind: 'room',
      occupiedHours: [schoolHours],
      points: { co2: 10 * MINUTE, 'indoor-temperature': 10 * MINUTE },
    },
    'room-2': { kind: 'room', occupiedHours: [schoolHours], points: { co2: 10 * MINUTE } },
    hall: { kind: 'room', points: { co2: 10 * MINUTE, occupancy: 10 * MINUTE } },
  },
}
const at = (text: string) => Date.parse(text)
const NOW = at('2026-11-23T12:00:00+01:00')
const thursday = { from: at('2026-11-19T00:00:00+01:00'), to: at('2026-11-20T00:00:00+01:00') }

/** Values every ten minutes by the hour since the range's start. */
const byHour = (range: { from: number; to: number }, value: (hour: number) => number | null) =>
  every(10 * MINUTE, range.from, range.to - 1).flatMap((time) => {
    const of = value(Math.floor((time - range.from) / HOUR))
    return of === null ? [] : [[time, of] as const]
  })

/** 08: 900, 09: 1000, 10: 1100, 11: 1500, 12: 1800, 13: too little, 14 (half occupied): 700. */
const lessons = (hour: number) =>
  hour < 8 || hour > 14 ? 420 : ([900, 1000, 1100, 1500, 1800, null, 700][hour - 8] ?? null)

test('the rooms’ hours are classified, and their occupied time is shared out', async () => {
  const town = openTown({ school }, { now: NOW })
  town.put('school.room-1.co2', byHour(thursday, lessons))
  town.put(
    'school.room-2.co2',
    byHour(thursday, () => 420),
  )
  await town.stored()

  const answer = await createIndoorHistory(town).site({ site: 'school', ...thursday, size: 'PT1H' })

  const [co2] = answer.climates
  const [first] = co2?.rooms ?? []
  expect(co2).toMatchObject({ metric: 'co2', unit: '[ppm]', bounds: { upper: [950, 1200, 1750] } })
  expect(first?.windows).toHaveLength(24)
  expect(first?.windows.slice(7, 16).map((w) => [w.value, w.category, w.occupied])).toEqual([
    [420, 1, 0],
    [900, 1, 1],
    [1000, 2, 1],
    [1100, 2, 1],
    [1500, 3, 1],
    [1800, 4, 1],
    [null, null, 1],
    [700, 1, 0.5],
    [420, 1, 0],
  ])
  // 5.5 of 6.5 occupied hours can be judged: I 1.5, II 2, III 1, IV 1 h; 2.5 h at or under 1000 ppm.
  expect(first?.occupied).toEqual({
    occupiedHours: 6.5,
    judgedHours: 5.5,
    shares: { i: 1.5 / 5.5, ii: 2 / 5.5, iii: 1 / 5.5, iv: 1 / 5.5 },
    atMost1000ppm: 2.5 / 5.5,
    coverage: 5.5 / 6.5,
  })
  // The other room: 6.5 hours, all of them category I. Together 12 judged hours.
  expect(co2?.occupied).toEqual({
    occupiedHours: 13,
    judgedHours: 12,
    shares: {
      i: expect.closeTo(8 / 12, 12),
      ii: expect.closeTo(2 / 12, 12),
      iii: expect.closeTo(1 / 12, 12),
      iv: expect.closeTo(1 / 12, 12),
    },
    atMost1000ppm: expect.closeTo(9 / 12, 12),
    coverage: 12 / 13,
  })
})

test('days and weeks have the shares of their hours; holidays and weekends none', async () => {
  const week = { from: at('2026-11-16T00:00:00+01:00'), to: at('2026-11-23T00:00:00+01:00') }
  const town = openTown({ school }, { now: NOW })
  town.put(
    'school.room-1.co2',
    byHour(week, (hour) => lessons(hour % 24)),
  )
  await town.stored()
  const indoor = createIndoorHistory(town)

  const byDay = await indoor.site({ site: 'school', ...week, size: 'P1D' })
  const byWeek = await indoor.site({ site: 'school', ...week, size: 'P1W' })

  const shares = { i: 1.5 / 5.5, ii: 2 / 5.5, iii: 1 / 5.5, iv: 1 / 5.5 }
  const days = byDay.climates[0]?.rooms[0]?.windows ?? []
  expect(days.map((day) => day.shares)).toEqual([shares, shares, shares, shares, null, null, null])
  expect(days.map((day) => day.category)).toEqual(days.map(() => null))
  expect(days[0]?.occupied).toBe(6.5 / 24)
  expect(byWeek.climates[0]?.rooms[0]?.windows).toMatchObject([
    { shares: { i: expect.closeTo(1.5 / 5.5, 12), iv: expect.closeTo(1 / 5.5, 12) } },
  ])
  expect(byWeek.climates[0]?.rooms[0]?.occupied).toMatchObject({ judgedHours: 22 })
})

test('a room without a schedule is occupied when its occupancy point says so', async () => {
  const town = openTown({ school }, { now: NOW })
  town.put(
    'school.hall.co2',
    byHour(thursday, (hour) => (hour < 12 ? 800 : 1300)),
  )
  // Hour 10 wholly, hour 13 for a third.
  town.put(
    'school.hall.occupancy',
    every(10 * MINUTE, thursday.from, thursday.to - 1).map((time) => {
      const minute = (time - thursday.from) / MINUTE
      const there = (minute >= 600 && minute < 660) || (minute >= 780 && minute < 800)
      return [time, there ? 1 : 0] as const
    }),
  )
  await town.stored()

  const answer = await createIndoorHistory(town).site({ site: 'school', ...thursday, size: 'P1D' })

  const hall = answer.climates[0]?.rooms.find(({ place }) => place === 'hall')
  expect(hall?.occupied).toEqual({
    occupiedHours: expect.closeTo(4 / 3, 9),
    judgedHours: expect.closeTo(4 / 3, 9),
    shares: { i: expect.closeTo(0.75, 9), ii: 0, iii: expect.closeTo(0.25, 9), iv: 0 },
    atMost1000ppm: expect.closeTo(0.75, 9),
    coverage: 1,
  })
  expect(hall?.windows[0]?.occupied).toBeCloseTo(4 / 3 / 24, 9)
})

test('temperature has a floor and no share of 1000 ppm', async () => {
  const town = openTown({ school }, { now: NOW })
  town.put(
    'school.room-1.indoor-temperature',
    byHour(thursday, (hour) => 19.5 + (hour - 8) * 0.5),
  )
  await town.stored()

  const answer = await createIndoorHistory(town).site({ site: 'school', ...thursday, size: 'PT1H' })

  const temperature = answer.climates.find(({ metric }) => metric === 'indoor-temperature')
  expect(temperature?.bounds).toEqual({ lower: [21, 20, 19], upper: [25.5, 26, 27] })
  // 08: 19.5 III, 09: 20 II, 10: 20.5 II, 11: 21 I … 14 (half): 22.5 I.
  expect(temperature?.rooms[0]?.occupied).toMatchObject({
    judgedHours: 6.5,
    shares: { i: 3.5 / 6.5, ii: 2 / 6.5, iii: 1 / 6.5, iv: 0 },
    atMost1000ppm: null,
  })
})

test('only the part of today that has passed is judged; the schedule shows the rest', async () => {
  const today = { from: at('2026-11-23T00:00:00+01:00'), to: at('2026-11-24T00:00:00+01:00') }
  const town = openTown({ school }, { now: at('2026-11-23T09:30:00+01:00') })
  const past = { from: today.from, to: at('2026-11-23T09:30:00+01:00') }
  town.put(
    'school.room-1.co2',
    byHour(past, () => 800),
  )
  await town.stored()

  const answer = await createIndoorHistory(town).site({ site: 'school', ...today, size: 'PT1H' })

  const [room] = answer.climates[0]?.rooms ?? []
  expect(room?.occupied).toMatchObject({ occupiedHours: 1.5, judgedHours: 1.5, coverage: 1 })
  expect(room?.windows[9]).toMatchObject({ value: 800, category: 1, coverage: 1, occupied: 1 })
  expect(room?.windows[12]).toMatchObject({ value: null, category: null, coverage: null })
  expect(room?.windows[12]?.occupied).toBe(1)
})

test.each([
  ['2026-03-29T00:00:00+01:00', '2026-03-30T00:00:00+02:00', 23],
  ['2026-10-25T00:00:00+02:00', '2026-10-26T00:00:00+01:00', 25],
])('the hourly means of %s add up to the day’s mean', async (from, to, hours) => {
  const day = { from: at(from), to: at(to) }
  const town = openTown({ school }, { now: NOW })
  town.put(
    'school.room-1.co2',
    byHour(day, (hour) => 400 + 10 * hour),
  )
  await town.stored()
  const indoor = createIndoorHistory(town)

  const byHours = await indoor.site({ site: 'school', ...day, size: 'PT1H' })
  const byDay = await indoor.site({ site: 'school', ...day, size: 'P1D' })

  const means = byHours.climates[0]?.rooms[0]?.windows.map(({ value }) => value ?? 0) ?? []
  expect(means).toHaveLength(hours)
  const mean = 400 + (10 * (hours - 1)) / 2
  expect(means.reduce((a, b) => a + b, 0) / hours).toBeCloseTo(mean, 9)
  expect(byDay.climates[0]?.rooms[0]?.windows).toMatchObject([{ value: mean, coverage: 1 }])
})

test('a schedule over the hour that summer time repeats is an hour longer', async () => {
  const shop: TestSite = {
    rooms: {
      floor: {
        kind: 'room',
        occupiedHours: [{ ...schoolHours, weekdays: [7], start: '01:30', end: '03:30' }],
        points: { co2: 10 * MINUTE },
      },
    },
  }
  const day = { from: at('2026-10-25T00:00:00+02:00'), to: at('2026-10-26T00:00:00+01:00') }
  const town = openTown({ shop }, { now: NOW })
  town.put(
    'shop.floor.co2',
    byHour(day, () => 500),
  )
  await town.stored()

  const answer = await createIndoorHistory(town).site({ site: 'shop', ...day, size: 'PT1H' })

  // 01:30 summer time to 03:30 winter time: three hours by the clock that people waited.
  expect(answer.climates[0]?.rooms[0]?.occupied.occupiedHours).toBe(3)
  expect(day.to - day.from).toBe(DAY + HOUR)
})
