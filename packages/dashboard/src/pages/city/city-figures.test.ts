import type { Site, SiteSummary } from '@bypuls/model'
import { expect, test } from 'vitest'
import { cityEnergy, cityIndoor, cityPower, type SiteNow } from './city-figures.js'

const HOUR = 3_600_000
const iso = (hour: number) =>
  new Date(Date.parse('2026-11-23T00:00:00Z') + hour * HOUR).toISOString()

const site: Site = {
  id: 'a',
  title: 'A',
  locality: 'Odense',
  organisations: ['odense'],
  latitude: 55.4,
  longitude: 10.4,
  timezone: 'Europe/Copenhagen',
  priceArea: 'DK1',
  heatUtility: null,
  buildingKind: null,
  heatedM2: null,
  traffic: false,
  outdoorCo2Ppm: 420,
  source: 'simulated',
  simulated: true,
  public: true,
  licence: 'CC0-1.0',
  sourceText: '',
  offlineAfterMs: HOUR,
  topics: { energy: true, environment: false, indoor: true },
  points: 10,
  newestAt: null,
  oldestAt: null,
}

function summary(kW: number, change: Partial<SiteSummary> = {}): SiteSummary {
  const power = {
    value: kW * 1_000,
    observedAt: iso(1),
    quality: 'good',
    state: 'live',
  } as const
  const total = { kWh: kW, kgCo2e: kW / 10, coverage: 1, quality: 'good' } as const
  return {
    site: 'a',
    at: iso(1),
    state: 'live',
    newestAt: iso(1),
    counts: { live: 10, stale: 0, offline: 0 },
    power: {
      ...power,
      points: ['p'],
      today: [{ start: iso(0), value: kW }],
      weekBefore: [{ start: iso(-168), value: 2 * kW }],
    },
    energy: {
      from: iso(0),
      to: iso(1),
      carriers: [],
      total,
      previous: total,
      factors: [],
      hours: [],
      previousHours: [],
    },
    air: null,
    indoor: {
      from: iso(0),
      to: iso(1),
      atMost1000ppm: 0.5,
      shares: null,
      rooms: 1,
      roomsJudged: 1,
      judgedHours: kW,
      coverage: 1,
    },
    coverage24h: 1,
    strip: [],
    ...change,
  }
}
const now = (of: SiteSummary | undefined, kind: Site['source'] = 'simulated'): SiteNow => ({
  site: { ...site, source: kind },
  summary: of,
  livePower: null,
})
const silent = (kW: number): SiteSummary => {
  const whole = summary(kW, { state: 'offline' })
  return { ...whole, power: whole.power && { ...whole.power, state: 'offline' } }
}

test('a sum is over the sites that speak, and says of how many', () => {
  const power = cityPower([now(summary(10)), now(summary(5)), now(silent(80)), now(undefined)])

  expect(power).toMatchObject({ value: 15_000, known: 2, of: 3, before: 30 })
})

test('historical data is no part of the city now', () => {
  const sites = [now(summary(10)), now(summary(900), 'historical')]

  expect(cityEnergy(sites, 'kWh')).toMatchObject({ value: 10, known: 1, of: 1 })
})

test('the live power of the socket goes before the summary', () => {
  const livePower = { value: 12_345, observedAt: 0, quality: 'good' } as const

  expect(cityPower([{ ...now(summary(10)), livePower }]).value).toBe(12_345)
})

test('rooms count by the hours in which they could be judged', () => {
  const better = summary(30)
  const good = { ...better, indoor: better.indoor && { ...better.indoor, atMost1000ppm: 1 } }

  expect(cityIndoor([now(summary(10)), now(good)])).toMatchObject({
    share: 0.875,
    rooms: 2,
    sites: 2,
  })
})
