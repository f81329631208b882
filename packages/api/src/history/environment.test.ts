import { expect, test } from 'vitest'
import { createEnvironmentHistory } from './environment.js'
import { every, openTown } from './testing/open-town.js'
import { DAY, HOUR, type TestSite } from './testing/view.js'

const MINUTE = 60_000
const street: TestSite = {
  traffic: true,
  rooms: {
    mast: {
      kind: 'street',
      points: {
        'pm2-5': 10 * MINUTE,
        pm10: 10 * MINUTE,
        no2: 10 * MINUTE,
        o3: 10 * MINUTE,
        'noise-laeq': 10 * MINUTE,
        'outdoor-temperature': 10 * MINUTE,
        'traffic-count': 10 * MINUTE,
      },
    },
    office: { kind: 'room', points: { 'pm2-5': 10 * MINUTE, co2: 10 * MINUTE } },
  },
}
const at = (text: string) => Date.parse(text)
const now = at('2026-11-23T13:42:00+01:00')
const from = now - DAY
const tenMinutes = (start: number, end: number) => every(10 * MINUTE, start, end - 1)

test('the index is the worst pollutant of the last whole hour', async () => {
  const town = openTown({ street }, { now })
  const hour = at('2026-11-23T12:00:00+01:00')
  const all = tenMinutes(at('2026-11-22T11:00:00+01:00'), now)
  // 12 to 13: PM2.5 4 to 9, mean 6.5; before it 3.
  town.put(
    'street.mast.pm2-5',
    all.map((time) => [time, time < hour ? 3 : 4 + ((time - hour) / (10 * MINUTE)) * 1] as const),
  )
  town.put(
    'street.mast.pm10',
    all.map((time) => [time, 17] as const),
  )
  town.put(
    'street.mast.no2',
    all.map((time) => [time, 25.01] as const),
  )
  town.put(
    'street.office.pm2-5',
    all.map((time) => [time, 900] as const),
  )
  await town.stored()

  const { air } = await createEnvironmentHistory(town).site({ site: 'street', from, to: now })

  expect(air).toMatchObject({
    level: 3,
    pollutant: 'no2',
    partial: false,
    missing: [],
    hour: { start: '2026-11-23T12:00:00+01:00', end: '2026-11-23T13:00:00+01:00' },
  })
  expect(
    air?.pollutants.map(({ pollutant, value, level, hoursOf24, sufficient }) => [
      pollutant,
      value,
      level,
      hoursOf24,
      sufficient,
    ]),
  ).toEqual([
    ['pm2-5', 6.5, 2, 24, true],
    ['pm10', 17, 2, 24, true],
    ['no2', expect.closeTo(25.01, 9), 3, 24, true],
    ['o3', null, null, 0, false],
  ])
  expect(air?.pollutants[0]).toMatchObject({
    point: 'street.mast.pm2-5',
    bounds: [5, 15, 50, 90, 140],
    coverage24h: 1,
  })
  expect(air?.hours).toHaveLength(24)
  expect(air?.hours[0]?.start).toBe('2026-11-22T13:00:00+01:00')
})

test('a pollutant with 14 of 24 hours takes no part, and the index is partial without it', async () => {
  const meadow = { ...street, traffic: false }
  const town = openTown({ meadow }, { now })
  const all = tenMinutes(at('2026-11-22T11:00:00+01:00'), now)
  town.put(
    'meadow.mast.pm10',
    all.map((time) => [time, 17] as const),
  )
  town.put(
    'meadow.mast.no2',
    all.map((time) => [time, 9] as const),
  )
  const late = tenMinutes(at('2026-11-22T23:00:00+01:00'), now)
  town.put(
    'meadow.mast.o3',
    late.map((time) => [time, 170] as const),
  )
  await town.stored()

  const { air } = await createEnvironmentHistory(town).site({ site: 'meadow', from, to: now })

  expect(air).toMatchObject({ level: 2, pollutant: 'pm10', partial: true, missing: ['o3'] })
  expect(air?.pollutants.find(({ pollutant }) => pollutant === 'o3')).toMatchObject({
    value: null,
    hoursOf24: 14,
    coverage24h: expect.closeTo(14 / 24, 9),
    sufficient: false,
  })
})

test('an hour with less than 75 % of its readings has no level', async () => {
  const town = openTown({ street }, { now })
  const hole = at('2026-11-23T12:30:00+01:00')
  const all = tenMinutes(at('2026-11-22T11:00:00+01:00'), now).filter((time) => time < hole)
  town.put(
    'street.mast.pm10',
    all.map((time) => [time, 17] as const),
  )
  town.put(
    'street.mast.no2',
    all.map((time) => [time, 5] as const),
  )
  await town.stored()

  const { air } = await createEnvironmentHistory(town).site({ site: 'street', from, to: now })

  expect(air?.hour?.start).toBe('2026-11-23T11:00:00+01:00')
  expect(air?.hours.at(-1)).toMatchObject({ level: null, pollutant: null })
  expect(air?.hours.at(-2)).toMatchObject({ level: 2, pollutant: 'pm10', partial: false })
})

test('a street’s noise is 60 dB Lden by the Danish day, on a day with 25 hours too', async () => {
  const [start, end] = [at('2026-10-25T00:00:00+02:00'), at('2026-10-26T00:00:00+01:00')]
  const town = openTown({ street }, { now })
  const localHour = (time: number) =>
    Number(
      new Date(time).toLocaleString('en-GB', { timeZone: 'Europe/Copenhagen', hour: '2-digit' }),
    )
  const level = (hour: number) => (hour < 7 || hour >= 22 ? 50 : hour >= 19 ? 55 : 60)
  town.put(
    'street.mast.noise-laeq',
    tenMinutes(start, end).map((time) => [time, level(localHour(time))] as const),
  )
  await town.stored()
  const environment = createEnvironmentHistory(town)

  const { noise } = await environment.site({ site: 'street', from: start, to: end })

  expect(noise).toEqual([
    {
      point: 'street.mast.noise-laeq',
      placeTitle: 'Title of mast',
      lden: expect.closeTo(60, 9),
      day: expect.closeTo(60, 9),
      evening: expect.closeTo(55, 9),
      night: expect.closeTo(50, 9),
      coverage: 1,
    },
  ])
})

test('the points to draw are told by what they tell; rooms are no outdoor air', async () => {
  const town = openTown({ street }, { now })

  const { points } = await createEnvironmentHistory(town).site({ site: 'street', from, to: now })

  expect(points).toEqual({
    particles: ['street.mast.pm2-5', 'street.mast.pm10'],
    gases: ['street.mast.no2', 'street.mast.o3'],
    noise: ['street.mast.noise-laeq'],
    weather: ['street.mast.outdoor-temperature'],
    city: ['street.mast.traffic-count'],
  })
})

test('a site without air or noise has neither', async () => {
  const cellar: TestSite = { rooms: { cellar: { kind: 'meter', points: { heat: HOUR } } } }
  const town = openTown({ cellar }, { now })

  const answer = await createEnvironmentHistory(town).site({ site: 'cellar', from, to: now })

  expect(answer).toMatchObject({ air: null, noise: [] })
})
