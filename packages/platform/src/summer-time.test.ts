import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SiteEnergy, type WindowSeries, WindowSeriesList } from '@bypuls/model'
import { connectAsync } from 'mqtt'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type ChildPlatform, startChild } from './load/child-platform.js'
import { hasChromium, openBrowser, settled } from './testing/browser.js'
import { until } from './testing/until.js'

type Day = { date: string; next: string; midnight: string; hours: number }
const DAYS = [
  { date: '2026-03-29', next: '2026-03-30', midnight: '2026-03-28T23:00:00Z', hours: 23 },
  { date: '2026-10-25', next: '2026-10-26', midnight: '2026-10-24T22:00:00Z', hours: 25 },
] as const
/** What a day comes to: hour h has 1 + h kWh, h / 5 mm of rain and 10.25 + h degrees. */
const WHOLE = {
  '2026-03-29': { kWh: 276, rain: 50.6, mean: 21.25, shown: '276,0' },
  '2026-10-25': { kWh: 325, rain: 60, mean: 22.25, shown: '325,0' },
} as const
const METRICS = { electricity: 'meter', rain: 'roof', 'indoor-temperature': 'room' } as const
const HALF_HOUR_MS = 1_800_000

/** The ways of arrival: a site of its own each, the same readings. */
const SITES = ['in-order', 'shuffled', 'backwards-twice'] as const

let folder: string
let platform: ChildPlatform

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bypuls-summer-'))
  platform = await startChild(folder)
  await platform.operator.send('POST', '/api/v1/organisations', { name: 'odense', title: 'Odense' })
  for (const site of SITES) await arrive(site, await register(site))
  for (const site of SITES) {
    await until(`all of ${site}`, async () => {
      const all = await Promise.all(DAYS.map((day) => series(site, day, 'PT1H')))
      const counts = all.flat().flatMap(({ windows }) => windows.map(({ count }) => count))
      return counts.every((count) => count === 2) ? true : undefined
    })
  }
}, 30_000)

afterAll(async () => {
  await platform.stop('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
})

test.each(SITES.flatMap((site) => DAYS.map((day) => ({ site, ...day }))))(
  '$site: the $hours hours of $date add up to its day',
  async ({ site, ...day }) => {
    const expected = WHOLE[day.date]

    const [kWh, rain, mean] = await series(site, day, 'PT1H')
    const [dayKwh, dayRain, dayMean] = await series(site, day, 'P1D')

    for (const hourly of [kWh, rain, mean]) expect(hourly?.windows).toHaveLength(day.hours)
    for (const whole of [dayKwh, dayRain, dayMean]) expect(whole?.windows).toHaveLength(1)
    expect(total(kWh)).toBeCloseTo(expected.kWh, 9)
    expect(dayKwh?.windows[0]).toMatchObject({ value: expected.kWh, coverage: 1, quality: 'good' })
    expect(total(rain)).toBeCloseTo(expected.rain, 9)
    expect(dayRain?.windows[0]?.value).toBeCloseTo(expected.rain, 9)
    expect(total(mean) / day.hours).toBeCloseTo(expected.mean, 9)
    expect(dayMean?.windows[0]?.value).toBeCloseTo(expected.mean, 9)
  },
)

test.each(DAYS)('neither order nor repetition changes a figure of $date', async (day) => {
  const [first, ...others] = await Promise.all(SITES.map((site) => figures(site, day)))

  for (const other of others) expect(other).toEqual(first)
})

test.each(DAYS)('energy and the file tell $hours hours of $date', async (day) => {
  const span = `from=${day.date}&to=${day.next}`
  const energy = SiteEnergy.parse(
    await platform.operator.get(`/api/v1/sites/shuffled/energy?${span}&window=PT1H`),
  )
  const csv = await fileOf(`/points/shuffled.meter.electricity/windows?${span}&window=PT1H`)
  const raw = await fileOf(`/points/shuffled.meter.electricity/readings?${span}`)

  const [electricity] = energy.carriers
  expect(electricity?.total).toMatchObject({ kWh: WHOLE[day.date].kWh, coverage: 1 })
  expect(electricity?.windows).toHaveLength(day.hours)
  expect(csv).toHaveLength(day.hours)
  const at = csv[0]?.names.indexOf('value') ?? -1
  const sum = csv.reduce((before, { cells }) => before + Number(cells[at]), 0)
  expect(sum).toBeCloseTo(WHOLE[day.date].kWh, 9)
  expect(raw).toHaveLength(day.hours * 2)
})

test.runIf(hasChromium)('the page shows the same days', async () => {
  const browser = await openBrowser()
  try {
    const page = await browser.newPage()
    for (const { date, next } of DAYS) {
      const span = `from=${date}&to=${next}`
      await page.goto(`${platform.url}/sites/backwards-twice?tab=energy&${span}&lang=da`)
      await settled(page)

      // A number and its unit never part: there is a no-break space between them.
      const shown = (await page.innerText('main')).replaceAll('\u00a0', ' ')
      expect(shown).toContain(`${WHOLE[date].shown} kWh`)
    }
  } finally {
    await browser.close()
  }
})

async function register(site: string): Promise<string> {
  const { operator } = platform
  await operator.send('POST', '/api/v1/sites', {
    ...{ name: site, title: site, locality: 'Odense', organisation: 'odense', public: true },
    ...{ latitude: 55.4, longitude: 10.4, priceArea: 'DK1' },
  })
  const links = []
  for (const [metric, place] of Object.entries(METRICS)) {
    const kind = place === 'room' ? 'room' : place === 'roof' ? 'outdoor' : 'meter'
    await operator.send('POST', '/api/v1/places', { site, name: place, title: place, kind })
    await operator.send('POST', '/api/v1/points', { site, place, metric })
    const point = `${site}.${place}.${metric}`
    links.push({ field: metric, point, from: 0, expectedIntervalMs: HALF_HOUR_MS })
  }
  const device = { organisation: 'odense', name: site, title: site, format: 'bypuls-json', links }
  const added = await operator.send('POST', '/api/v1/devices', device)
  return z.object({ password: z.string() }).parse(added).password
}

/** Sends the days by the site's own way: one HTTP request, or one MQTT message a reading. */
async function arrive(site: (typeof SITES)[number], password: string): Promise<void> {
  const readings = DAYS.flatMap(readingsOf)
  const username = `odense/${site}`
  if (site === 'in-order') {
    const basic = Buffer.from(`${username}:${password}`).toString('base64')
    const answer = await fetch(`${platform.url}/api/v1/ingest/${username}?wait=true`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}`, 'content-type': 'application/json' },
      body: JSON.stringify(readings),
    })
    expect(answer.status).toBe(200)
    return
  }
  const client = await connectAsync(`mqtt://127.0.0.1:${platform.mqttPort}`, { username, password })
  const newestFirst = readings.toReversed()
  const sent = site === 'shuffled' ? shuffled(readings) : [...newestFirst, ...newestFirst]
  const topic = `${username}/up`
  await Promise.all(
    sent.map((reading) => client.publishAsync(topic, JSON.stringify(reading), { qos: 1 })),
  )
  await client.endAsync()
}

/** Every half hour of the day, and the counter's total when it ends. */
function readingsOf(day: Day) {
  const base = day.hours * 1_000
  const readings: Record<string, number | string>[] = []
  let electricity = base
  for (let half = 0; half <= day.hours * 2; half++) {
    const hour = Math.floor(half / 2)
    const time = new Date(Date.parse(day.midnight) + half * HALF_HOUR_MS).toISOString()
    const others = { rain: hour / 10, 'indoor-temperature': 10 + hour + (half % 2) / 2 }
    readings.push({ time, electricity, ...(half < day.hours * 2 ? others : {}) })
    electricity += (1 + hour) / 2
  }
  return readings
}

/** The same disorder every time: steps of 37 through the list. */
function shuffled<Item>(items: readonly Item[]): readonly Item[] {
  return items
    .map((item, index) => ({ item, at: (index * 37) % 101 }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

async function series(site: string, day: Day, window: string): Promise<readonly WindowSeries[]> {
  const points = Object.entries(METRICS).map(([metric, place]) => `${site}.${place}.${metric}`)
  const span = `from=${day.date}&to=${day.next}&window=${window}`
  const asked = `/api/v1/windows?points=${points.join(',')}&${span}`
  return WindowSeriesList.parse(await platform.operator.get(asked)).items
}

/** The windows of every series of the day, without the site's name. */
async function figures(site: string, day: Day) {
  const all = [...(await series(site, day, 'PT1H')), ...(await series(site, day, 'P1D'))]
  return all.map(({ metric, unit, windows }) => ({ metric, unit, windows }))
}

function total(of: WindowSeries | undefined): number {
  return (of?.windows ?? []).reduce((sum, { value }) => sum + (value ?? Number.NaN), 0)
}

async function fileOf(path: string) {
  const answer = await platform.operator.open(`/api/v1${path}&format=csv`)
  const [header = '', ...lines] = (await answer.text()).trim().split(/\r?\n/)
  const names = header.split(',')
  return lines.map((line) => ({ names, cells: line.split(',') }))
}
