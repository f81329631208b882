import type { IndoorMetric } from '@bypuls/model'
import { beforeAll, describe, expect, test } from 'vitest'
import { createIndoorHistory, type IndoorHistory } from './indoor.js'
import { openTown } from './testing/open-town.js'
import { cellsOf, realData } from './testing/real-data.js'
import type { TestSite } from './testing/view.js'

/**
 * A week of one office room in Mons (Candanedo and Feldheim 2016, UCI data set Occupancy Detection,
 * CC BY 4.0), against a recomputation that shares no code with ours. Its times are local.
 */
const { path, present } = realData('office-room.csv')
if (!present) console.warn('skipped: the office room of Mons is not beside the repository')

const MINUTE = 60_000
const office: TestSite = {
  timezone: 'Europe/Brussels',
  source: 'historical',
  rooms: {
    'room-1': {
      kind: 'room',
      points: {
        co2: MINUTE,
        'indoor-temperature': MINUTE,
        'indoor-humidity': MINUTE,
        occupancy: MINUTE,
      },
    },
  },
}

type Row = { local: string } & Record<IndoorMetric | 'occupancy', number>
const rows: readonly Row[] = !present
  ? []
  : cellsOf(path).map((cells) => ({
      local: cells[1] ?? '',
      'indoor-temperature': Number(cells[2]),
      'indoor-humidity': Number(cells[3]),
      co2: Number(cells[5]),
      occupancy: Number(cells[7]),
    }))

/** February in Brussels is an hour ahead of UTC, as Intl says too. */
const utc = ({ local }: Row) => Date.parse(`${local.replace(' ', 'T')}+01:00`)

type Judge = (mean: number) => 0 | 1 | 2 | 3
const JUDGES: Record<IndoorMetric, Judge> = {
  co2: (v) => (v <= 950 ? 0 : v <= 1200 ? 1 : v <= 1750 ? 2 : 3),
  'indoor-temperature': (v) =>
    v >= 21 && v <= 25.5 ? 0 : v >= 20 && v <= 26 ? 1 : v >= 19 && v <= 27 ? 2 : 3,
  'indoor-humidity': (v) =>
    v >= 30 && v <= 50 ? 0 : v >= 25 && v <= 60 ? 1 : v >= 20 && v <= 70 ? 2 : 3,
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length
}

function recomputed(metric: IndoorMetric) {
  const hours = new Map<string, Row[]>()
  for (const row of rows) {
    const hour = row.local.slice(0, 13)
    hours.set(hour, [...(hours.get(hour) ?? []), row])
  }
  const categories = [0, 0, 0, 0]
  let [occupied, judged, below] = [0, 0, 0]
  for (const [hour, of] of hours) {
    // The last reading is of 09:33: that hour has only half begun.
    const minutes = hour === '2015-02-10 09' ? 33 : 60
    const weight = (mean(of.map((row) => row.occupancy)) * minutes) / 60
    occupied += weight
    if (of.length / minutes < 0.75) continue
    const value = mean(of.map((row) => row[metric]))
    const category = JUDGES[metric](value)
    judged += weight
    categories[category] = (categories[category] ?? 0) + weight
    if (value <= 1000) below += weight
  }
  return {
    occupied,
    judged,
    shares: categories.map((part) => part / judged),
    below: below / judged,
  }
}

describe.runIf(present)('the office room of Mons', () => {
  let indoor: IndoorHistory
  const range = {
    site: 'office',
    from: Date.parse('2015-02-04T00:00:00+01:00'),
    to: Date.parse('2015-02-11T00:00:00+01:00'),
  }

  beforeAll(async () => {
    const town = openTown({ office }, { now: Date.parse('2026-11-23T12:00:00Z') })
    for (const metric of ['co2', 'indoor-temperature', 'indoor-humidity', 'occupancy'] as const) {
      town.put(
        `office.room-1.${metric}`,
        rows.map((row) => [utc(row), row[metric]] as const),
      )
    }
    await town.stored()
    indoor = createIndoorHistory(town)
  })

  test.each([
    ['co2', [0.533543, 0.219714, 0.14224, 0.104503]],
    ['indoor-temperature', [0.8386, 0.154315, 0.007085, 0]],
    ['indoor-humidity', [0.334245, 0.2415, 0.360297, 0.063958]],
  ] as const)('the shares of occupied time by %s are what the rows say', async (metric, shares) => {
    const answer = await indoor.site({ ...range, size: 'PT1H' })

    const climate = answer.climates.find((one) => one.metric === metric)
    const told = climate?.rooms[0]?.occupied
    const expected = recomputed(metric)
    expect(told?.occupiedHours).toBeCloseTo(expected.occupied, 5)
    expect(told?.judgedHours).toBeCloseTo(expected.judged, 5)
    const parts = [told?.shares?.i, told?.shares?.ii, told?.shares?.iii, told?.shares?.iv]
    expect(parts).toEqual(expected.shares.map((part) => expect.closeTo(part, 6)))
    expect(parts).toEqual(shares.map((part) => expect.closeTo(part, 5)))
    if (metric === 'co2') expect(told?.atMost1000ppm).toBeCloseTo(expected.below, 6)
  })

  test('the hours’ means are those of their readings by the wall clock', async () => {
    const { climates } = await indoor.site({ ...range, size: 'PT1H' })

    const co2 = climates.find(({ metric }) => metric === 'co2')?.rooms[0]?.windows ?? []
    const told = co2.flatMap(({ start, value }) =>
      value === null ? [] : [[start.slice(0, 13).replace('T', ' '), value] as const],
    )
    const hours = new Set(rows.map(({ local }) => local.slice(0, 13)))
    expect(told).toEqual(
      [...hours].map((hour) => [
        hour,
        expect.closeTo(mean(rows.filter((row) => row.local.startsWith(hour)).map((r) => r.co2)), 6),
      ]),
    )
    expect(co2).toHaveLength(168)
  })

  test('days share out their own occupied hours', async () => {
    const { climates } = await indoor.site({ ...range, size: 'P1D' })

    const days = climates[0]?.rooms[0]?.windows ?? []
    const weekend = days.filter(({ start }) => /02-0[78]/.test(start))
    expect(days).toHaveLength(7)
    expect(weekend.map(({ shares, occupied }) => [shares, occupied])).toEqual([
      [null, 0],
      [null, 0],
    ])
  })
})
