import { expect, test } from 'vitest'
import { createEnergyHistory } from './energy.js'
import { every, openTown } from './testing/open-town.js'
import { HOUR, type TestSite } from './testing/view.js'

const NOW = Date.parse('2026-11-23T12:00:00Z')
const totals: TestSite = {
  rooms: {
    cellar: {
      kind: 'meter',
      points: {
        heat: HOUR,
        'heat-volume': HOUR,
        'supply-volume-temperature': HOUR,
        'return-volume-temperature': HOUR,
      },
    },
  },
}
const gauges: TestSite = {
  rooms: {
    cellar: {
      kind: 'meter',
      points: {
        heat: HOUR,
        'heat-flow': 30 * 60_000,
        'supply-temperature': 30 * 60_000,
        'return-temperature': 30 * 60_000,
      },
    },
  },
}
const from = Date.parse('2026-11-10T00:00:00+01:00')
const to = Date.parse('2026-11-11T00:00:00+01:00')

/** Hour n uses `perHour(n)`: the total at its start. */
function running(perHour: (hour: number) => number): (readonly [number, number])[] {
  let total = 100
  return every(HOUR, from, to).map((time, hour) => {
    if (hour > 0) total += perHour(hour - 1)
    return [time, total] as const
  })
}

test('a meter’s mean temperatures come from its running totals, weighted by volume', async () => {
  const town = openTown({ totals }, { now: NOW })
  // By night 0.1 m3 an hour at 60 and 50 °C, from 08 on 0.5 m3 at 80 and 40 °C.
  const night = (hour: number) => hour < 8
  const volume = (hour: number) => (night(hour) ? 0.1 : 0.5)
  town.put('totals.cellar.heat-volume', running(volume))
  town.put(
    'totals.cellar.supply-volume-temperature',
    running((hour) => volume(hour) * (night(hour) ? 60 : 80)),
  )
  town.put(
    'totals.cellar.return-volume-temperature',
    running((hour) => volume(hour) * (night(hour) ? 50 : 40)),
  )
  town.put(
    'totals.cellar.heat',
    running((hour) => (night(hour) ? 1 : 23)),
  )
  await town.stored()
  const energy = createEnergyHistory(town)

  const byDay = await energy.site({ site: 'totals', from, to, size: 'P1D' })
  const byHour = await energy.site({ site: 'totals', from, to, size: 'PT1H' })

  // 0.8 m3 + 8 m3; 48 + 640 and 40 + 320 m3·°C; 8 + 368 kWh.
  const day = {
    start: '2026-11-10T00:00:00+01:00',
    end: '2026-11-11T00:00:00+01:00',
    volumeM3: expect.closeTo(8.8, 9),
    supplyCel: expect.closeTo(78.181818, 6),
    returnCel: expect.closeTo(40.909091, 6),
    deltaT: expect.closeTo(37.272727, 6),
    m3PerMwh: expect.closeTo(23.404255, 6),
    coverage: 1,
    quality: 'good',
  }
  expect(byDay.heatMeters).toEqual([
    {
      place: 'cellar',
      placeTitle: 'Title of cellar',
      method: 'totals',
      total: day,
      windows: [day],
    },
  ])
  const [meter] = byHour.heatMeters
  expect(meter?.total).toEqual(day)
  expect(meter?.windows[3]).toMatchObject({ deltaT: expect.closeTo(10, 6) })
  expect(meter?.windows[12]).toMatchObject({
    supplyCel: expect.closeTo(80, 6),
    deltaT: expect.closeTo(40, 6),
    m3PerMwh: expect.closeTo(500 / 23, 6),
  })
})

test('an hour with too little volume has no temperature, but counts in the day', async () => {
  const town = openTown({ totals }, { now: NOW })
  town.put(
    'totals.cellar.heat-volume',
    running(() => 0.01),
  )
  town.put(
    'totals.cellar.supply-volume-temperature',
    running(() => 0.7),
  )
  town.put(
    'totals.cellar.return-volume-temperature',
    running(() => 0.3),
  )
  await town.stored()
  const energy = createEnergyHistory(town)

  const [meter] = (await energy.site({ site: 'totals', from, to, size: 'PT1H' })).heatMeters

  expect(meter?.windows[0]).toMatchObject({
    supplyCel: null,
    returnCel: null,
    deltaT: null,
    m3PerMwh: null,
    volumeM3: expect.closeTo(0.01, 9),
    coverage: 1,
  })
  expect(meter?.total).toMatchObject({
    supplyCel: expect.closeTo(70, 6),
    deltaT: expect.closeTo(40, 6),
    m3PerMwh: null,
  })
})

test('without totals the gauges are weighted by flow, the same for an hour as for a day', async () => {
  const town = openTown({ gauges }, { now: NOW })
  const half = every(HOUR / 2, from, to - 1)
  const inHour = (time: number) => (time - from) / HOUR
  const put = (metric: string, night: number, day: number) =>
    town.put(
      `gauges.cellar.${metric}`,
      half.map((time) => [time, inHour(time) < 12 ? night : day] as const),
    )
  put('heat-flow', 0.1, 0.3)
  put('supply-temperature', 60, 80)
  put('return-temperature', 50, 40)
  town.put(
    'gauges.cellar.heat',
    running(() => 5),
  )
  await town.stored()
  const energy = createEnergyHistory(town)

  const byDay = await energy.site({ site: 'gauges', from, to, size: 'P1D' })
  const byHour = await energy.site({ site: 'gauges', from, to, size: 'PT1H' })

  // 1.2 m3 at 60 and 50 °C, 3.6 m3 at 80 and 40 °C, 120 kWh.
  expect(byDay.heatMeters).toMatchObject([
    {
      method: 'flow',
      total: {
        volumeM3: expect.closeTo(4.8, 9),
        supplyCel: expect.closeTo(75, 9),
        returnCel: expect.closeTo(42.5, 9),
        deltaT: expect.closeTo(32.5, 9),
        m3PerMwh: expect.closeTo(40, 9),
        coverage: 1,
      },
    },
  ])
  expect(byHour.heatMeters[0]?.total).toEqual(byDay.heatMeters[0]?.total)
  expect(byHour.heatMeters[0]?.windows[13]).toMatchObject({ supplyCel: 80, returnCel: 40 })
})

test('a range before anything was measured has no figures', async () => {
  const town = openTown({ totals }, { now: NOW })

  const query = { site: 'totals', from, to, size: 'P1D' } as const
  const { heatMeters, total } = await createEnergyHistory(town).site(query)

  expect(total).toMatchObject({ kWh: null, coverage: 0, quality: 'missing' })
  expect(heatMeters[0]?.total).toMatchObject({
    supplyCel: null,
    volumeM3: null,
    coverage: 0,
    quality: 'missing',
  })
})
