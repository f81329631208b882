import type { CarrierEnergy, EnergyWindow, HeatMeter, SiteEnergy } from '@bypuls/model'
import { expect, test } from 'vitest'
import {
  co2eBars,
  coolingLine,
  estimatedRuns,
  isDense,
  meterStrip,
  sparkOf,
  tooLittleWater,
} from './energy-figures.js'

const hour = (n: number) => `2026-11-16T0${n}:00:00+01:00`
const window = (n: number, rest: Partial<EnergyWindow>): EnergyWindow => ({
  start: hour(n),
  end: hour(n + 1),
  kWh: 10,
  kgCo2e: 1,
  coverage: 1,
  quality: 'good',
  ...rest,
})
const total = { kWh: 0, kgCo2e: 0, coverage: 1, quality: 'good' } as const
const carrier = (
  name: CarrierEnergy['carrier'],
  windows: readonly EnergyWindow[],
): CarrierEnergy => ({
  carrier: name,
  points: [],
  total,
  windows: [...windows],
})
const site = (carriers: readonly CarrierEnergy[]): SiteEnergy => ({
  site: 's',
  timezone: 'Europe/Copenhagen',
  window: 'PT1H',
  from: hour(0),
  to: hour(2),
  carriers: [...carriers],
  total,
  factors: [],
  heatMeters: [],
})

test('CO2e of a window is that of what is bought, and unknown where one carrier’s is', () => {
  const bars = co2eBars(
    site([
      carrier('electricity', [window(0, {}), window(1, {})]),
      carrier('heat', [window(0, { kgCo2e: 2.5 }), window(1, { kgCo2e: null })]),
      carrier('cooling', [window(0, { kgCo2e: 7 }), window(1, { kgCo2e: 7 })]),
    ]),
  )

  expect(bars.map(({ value }) => value)).toEqual([3.5, null])
})

test('a sparkline leaves out what is half known and what lies ahead', () => {
  const bars = [0, 1, 2].map((n) => ({
    start: n,
    end: n + 1,
    value: 10 + n,
    coverage: n === 1 ? 0.5 : 1,
    quality: 'good' as const,
  }))

  expect(sparkOf(bars, 2)).toEqual([
    { at: 0, value: 10 },
    { at: 1, value: null },
  ])
})

test('neighbouring estimated windows are one stretch', () => {
  const runs = estimatedRuns([
    carrier('heat', [
      window(0, {}),
      window(1, { quality: 'estimated' }),
      window(2, { quality: 'estimated' }),
      window(3, {}),
    ]),
  ])

  expect(runs).toEqual([{ from: Date.parse(hour(1)), to: Date.parse(hour(3)), carrier: 'heat' }])
})

test('an hour with too little water is a hole in the line but not in the strip', () => {
  const cell = { supplyCel: null, returnCel: null, m3PerMwh: null, coverage: 1 } as const
  const windows: HeatMeter['windows'] = [
    { ...cell, start: hour(0), end: hour(1), deltaT: 30, volumeM3: 1, quality: 'good' },
    { ...cell, start: hour(1), end: hour(2), deltaT: null, volumeM3: 0.01, quality: 'good' },
    { ...cell, start: hour(2), end: hour(3), deltaT: null, volumeM3: null, quality: 'missing' },
  ]
  const [first] = windows
  if (!first) throw new Error('three windows above')
  const meter: HeatMeter = {
    place: 'm',
    placeTitle: 'M',
    method: 'totals',
    total: first,
    windows,
  }

  expect(coolingLine(meter).map(({ value }) => value)).toEqual([30, null, null])
  expect(meterStrip(meter, Date.parse(hour(9))).map(({ quality }) => quality)).toEqual([
    'good',
    'good',
    'missing',
  ])
  expect(tooLittleWater(meter)).toBe(1)
  expect(isDense(meter)).toBe(false)
})
