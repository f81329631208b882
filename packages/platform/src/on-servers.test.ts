import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { JobList, SiteEnergy } from '@bypuls/model'
import { findProgram } from '@bypuls/servers'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type ChildPlatform, startChild } from './load/child-platform.js'
import { type Stack, startStack } from './load/stack.js'
import { ROLES } from './roles.js'
import { complaintsOf, hasChromium, openBrowser, settled } from './testing/browser.js'
import { bypuls, type Ended } from './testing/command.js'
import { until } from './testing/until.js'

const missing = ['mosquitto', 'influxd', 'postgres'].filter((name) => findProgram(name) === null)
const SITES = [
  'doll-albertslund',
  'skole-odense',
  'havnehus-aalborg',
  'raadhus-naestved',
  'femern-roedbyhavn',
  'bloxhub-koebenhavn',
]
const PAGES = [
  '/',
  '/sites/raadhus-naestved?tab=energy',
  '/sites/doll-albertslund?tab=environment',
  '/sites/skole-odense?tab=indoor',
  '/sites/skole-odense?tab=sensors',
  '/points/skole-odense.heat-meter.heat',
]
const Moved = z.object({
  devices: z.number(),
  points: z.number(),
  toRotate: z.array(z.string()),
})

describe.skipIf(missing.length > 0)('the city, moved from the embedded default to servers', () => {
  let folder: string
  let stack: Stack
  let moved: Ended
  let embedded: ChildPlatform
  let servers: ChildPlatform
  let browser: Browser | undefined
  const span = `from=${daysAgo(5)}&to=${daysAgo(2)}`

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bypuls-move-'))
    const [demo, started] = await Promise.all([
      startChild(join(folder, 'data'), { args: ['--demo'] }),
      startStack(),
    ])
    stack = started
    await until('the newest weeks of history', () => someHistory(demo), 120_000)
    await demo.stop('SIGTERM')

    const settings = { ...stack.env, BYPULS_DATA: join(folder, 'moving') }
    const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`)
    writeFileSync(join(folder, 'servers.env'), lines.join('\n'))
    moved = await bypuls([
      ...['move', '--from', join(folder, 'data'), '--to', join(folder, 'servers.env'), '--json'],
    ])
    ;[embedded, servers] = await Promise.all([
      startChild(join(folder, 'data')),
      stack.startApi('all', ROLES),
    ])
    if (hasChromium) browser = await openBrowser()
  }, 300_000)

  afterAll(async () => {
    await browser?.close()
    await Promise.all([embedded, servers].map((platform) => platform?.stop('SIGKILL')))
    await stack?.close()
    rmSync(folder, { recursive: true, force: true })
  }, 60_000)

  test('the move ends with a comparison in which nothing differs', () => {
    expect(moved.error).toContain('100 % of the points compared')
    expect(moved.code).toBe(0)
    expect(Moved.parse(JSON.parse(moved.out))).toMatchObject({
      devices: 75,
      points: 225,
      toRotate: [],
    })
  })

  test.each(
    SITES.flatMap((site) => [
      `/sites/${site}/energy?${span}&window=PT1H`,
      `/sites/${site}/energy?${span}&window=P1D`,
      `/sites/${site}/environment?${span}`,
      `/sites/${site}/indoor?${span}&window=PT1H`,
    ]),
  )('%s answers the same figures', async (path) => {
    const [here, there] = await Promise.all([
      embedded.operator.get(`/api/v1${path}`),
      servers.operator.get(`/api/v1${path}`),
    ])

    expect(JSON.stringify(there).length).toBeGreaterThan(100)
    expect(figures(there)).toEqual(figures(here))
  })

  test('every reading is the same in the file', async () => {
    const path = `/api/v1/sites/skole-odense/readings?${span}&format=csv`
    const texts = await Promise.all(
      [embedded, servers].map(async ({ operator }) => (await operator.open(path)).text()),
    )

    expect(texts[0]?.split('\n').length).toBeGreaterThan(10_000)
    expect(texts[1] === texts[0]).toBe(true)
  })

  test.skipIf(!hasChromium).each(PAGES)('%s is whole in a real browser', async (path) => {
    const page = await opened().newPage({ viewport: { width: 1440, height: 900 } })
    const complaints = complaintsOf(page)

    await page.goto(`${servers.url}${path}`)
    await settled(page)

    expect(complaints).toEqual([])
    await page.close()
  })

  test.skipIf(!hasChromium)('the energy page shows the figures of the embedded one', async () => {
    const asked = `/api/v1/sites/raadhus-naestved/energy?${span}&window=PT1H`
    const energy = SiteEnergy.parse(await embedded.operator.get(asked))

    const page = await opened().newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(`${servers.url}/sites/raadhus-naestved?tab=energy&${span}&lang=da`)
    await settled(page)

    const shown = await page.innerText('main')
    const sure = energy.carriers.filter(({ total }) => (total.coverage ?? 0) >= 0.75)
    expect(sure.length).toBeGreaterThan(1)
    for (const { total } of sure) expect(shown).toContain(danish(total.kWh ?? Number.NaN))
    await page.close()
  })

  function opened(): Browser {
    if (browser === undefined) throw new Error('no browser')
    return browser
  }
})

async function someHistory(platform: ChildPlatform): Promise<true | undefined> {
  const { items } = JobList.parse(await platform.operator.get('/api/v1/jobs'))
  return (items[0]?.done ?? 0) >= 30 || items[0]?.state === 'done' ? true : undefined
}

/** Numbers without their last bits: engines add up in another order. */
function figures(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer), (_key, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(9)) : value,
  )
}

/** As the page writes an amount: one decimal, da-DK. */
function danish(value: number): string {
  const style = { minimumFractionDigits: 1, maximumFractionDigits: 1 }
  return new Intl.NumberFormat('da-DK', style).format(value)
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
}
