import type { HeatWindow, WindowSize } from '@bypuls/model'
import { beforeAll, describe, expect, test } from 'vitest'
import { createEnergyHistory, type EnergyHistory } from './energy.js'
import { openTown } from './testing/open-town.js'
import { cellsOf, realData } from './testing/real-data.js'
import { HOUR, type TestSite } from './testing/view.js'

/**
 * Three years of one home's district-heating meter in Aalborg (doi 10.5281/zenodo.6563114, CC BY 4.0),
 * against a recomputation that shares no code with ours: rows, subtraction, and Intl for local time.
 */
const { path, present } = realData('heat-meter-aalborg.csv')
if (!present) console.warn('skipped: the heat meter of Aalborg is not beside the repository')

const home: TestSite = {
  source: 'historical',
  rooms: {
    'main-meter': {
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

type Row = { at: number; kWh: number; m3: number; supply: number; back: number }
const rows: readonly Row[] = !present
  ? []
  : cellsOf(path).map((cells) => {
      const [kWh = Number.NaN, m3 = Number.NaN, supply = Number.NaN, back = Number.NaN] = cells
        .slice(3)
        .map(Number)
      return { at: Date.parse(cells[2] ?? ''), kWh, m3, supply, back }
    })

const local = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Copenhagen',
  weekday: 'short',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  hourCycle: 'h23',
})
/** `Mon, 01/01/2018, 00`. */
const localText = new Map(rows.map(({ at }) => [at, local.format(at)]))

const BEGINS: Partial<Record<WindowSize, RegExp>> = {
  PT1H: /./,
  P1D: /, 00$/,
  P1W: /^Mon.*, 00$/,
  P1M: /, 01\/.*, 00$/,
  P1Y: /, 01\/01\/.*, 00$/,
}

/** The rows at which a window begins, with the first and the last row of all. */
function boundaries(size: WindowSize): Row[] {
  const begins = BEGINS[size] ?? /$^/
  return rows.filter(
    ({ at }, index) =>
      index === 0 || index === rows.length - 1 || begins.test(localText.get(at) ?? ''),
  )
}

function recomputed(size: WindowSize): { kWh: number; m3: number; supply: number; back: number }[] {
  const edges = boundaries(size)
  return edges.slice(1).map((end, index) => {
    const start = edges[index] ?? end
    const m3 = end.m3 - start.m3
    const supply = (end.supply - start.supply) / m3
    return { kWh: end.kWh - start.kWh, m3, supply, back: (end.back - start.back) / m3 }
  })
}

describe.runIf(present)('the heat meter of Aalborg', () => {
  let energy: EnergyHistory
  const from = rows[0]?.at ?? 0
  const to = (rows.at(-1)?.at ?? 0) + HOUR

  beforeAll(async () => {
    const town = openTown({ home }, { now: Date.parse('2026-11-23T12:00:00Z') })
    const put = (metric: string, value: (row: Row) => number) =>
      town.put(
        `home.main-meter.${metric}`,
        rows.map((row) => [row.at, value(row)] as const),
      )
    put('heat', ({ kWh }) => kWh)
    put('heat-volume', ({ m3 }) => m3)
    put('supply-volume-temperature', ({ supply }) => supply)
    put('return-volume-temperature', ({ back }) => back)
    await town.stored()
    energy = createEnergyHistory(town)
  })

  test.each([
    ['PT1H', 26_256],
    ['P1D', 1094],
    ['P1W', 157],
    ['P1M', 36],
    ['P1Y', 3],
  ] as const)('every window of %s is what the rows say', async (size, count) => {
    const answer = await energy.site({ site: 'home', from, to, size })

    const windows = answer.carriers[0]?.windows ?? []
    const meter: readonly HeatWindow[] = answer.heatMeters[0]?.windows ?? []
    expect(windows).toHaveLength(count)
    const faults = recomputed(size).flatMap(({ kWh, m3, supply, back }, index) => {
      const told = meter[index]
      const pairs: [number | null | undefined, number][] = [
        [windows[index]?.kWh, kWh],
        [told?.volumeM3, m3],
      ]
      // Too little water to tell a tenth of a degree: no temperatures.
      const enough = m3 > 0.099999
      if (enough) pairs.push([told?.supplyCel, supply], [told?.returnCel, back])
      if (enough) pairs.push([told?.deltaT, supply - back])
      if (enough && kWh > 0) pairs.push([told?.m3PerMwh, (m3 / kWh) * 1000])
      const equal = pairs.every(([ours, theirs]) => Math.abs((ours ?? Number.NaN) - theirs) < 1e-5)
      const empty = enough || (told?.supplyCel === null && told.deltaT === null)
      const sane = told?.supplyCel == null || (told.supplyCel > 20 && told.supplyCel < 110)
      return equal && empty && sane ? [] : [{ index, pairs, told }]
    })
    expect(faults).toEqual([])
    expect(windows.every(({ kgCo2e }) => kgCo2e === null)).toBe(true)
    expect(answer.factors).toEqual([])
    expect(answer.total.kgCo2e).toBeNull()
  })

  test('three years in figures', async () => {
    const years = await energy.site({ site: 'home', from, to, size: 'P1Y' })

    expect(years.carriers[0]?.windows.map(({ kWh }) => kWh)).toEqual([
      expect.closeTo(17_599.118876, 5),
      expect.closeTo(17_516.501042, 5),
      expect.closeTo(16_511.622768, 5),
    ])
    expect(
      years.heatMeters[0]?.windows.map((w) => [w.supplyCel, w.returnCel, w.deltaT, w.m3PerMwh]),
    ).toEqual(
      [
        [69.844055, 35.290999, 34.553056, 25.526632],
        [68.346482, 33.318411, 35.028072, 25.136108],
        [66.643825, 30.049255, 36.59457, 24.029888],
      ].map((year) => year.map((figure) => expect.closeTo(figure, 5))),
    )
    expect(years.heatMeters[0]).toMatchObject({ method: 'totals' })
    expect(years.carriers[0]?.total).toMatchObject({ coverage: 1, quality: 'good' })
  })

  test.each([
    ['2019-03-31T00:00:00+01:00', '2019-04-01T00:00:00+02:00', 23, 63.232737, 35.649317],
    ['2020-10-25T00:00:00+02:00', '2020-10-26T00:00:00+01:00', 25, 43.110074, 37.300007],
  ])('the hours of %s add up to the day', async (start, end, hours, kWh, deltaT) => {
    const day = { site: 'home', from: Date.parse(start), to: Date.parse(end) }

    const byHour = await energy.site({ ...day, size: 'PT1H' })
    const byDay = await energy.site({ ...day, size: 'P1D' })

    const ofHours = byHour.carriers[0]?.windows.map((window) => window.kWh ?? 0) ?? []
    expect(ofHours).toHaveLength(hours)
    expect(ofHours.reduce((a, b) => a + b, 0)).toBeCloseTo(kWh, 5)
    expect(byDay.carriers[0]?.windows[0]?.kWh).toBeCloseTo(kWh, 5)
    expect(byDay.heatMeters[0]?.windows[0]?.deltaT).toBeCloseTo(deltaT, 5)
    expect(byHour.heatMeters[0]?.total.deltaT).toBeCloseTo(deltaT, 5)
  })
})
