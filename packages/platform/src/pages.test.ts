import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { JobList, SiteEnergy, SiteSummary } from '@bypuls/model'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ChildPlatform, startChild } from './load/child-platform.js'
import {
  axeViolations,
  complaintsOf,
  hasChromium,
  openBrowser,
  settled,
} from './testing/browser.js'
import { until } from './testing/until.js'

const PAGES = [
  '/',
  '/sites/raadhus-naestved?tab=energy',
  '/sites/doll-albertslund?tab=environment',
  '/sites/skole-odense?tab=indoor',
  '/sites/skole-odense?tab=sensors',
  '/points/skole-odense.heat-meter.heat',
  '/was',
  '/sources',
]
const LOOKS = [
  { width: 1440, theme: 'light', lang: 'da' },
  { width: 390, theme: 'dark', lang: 'en' },
] as const
/** First view, compressed. */
const MOST_SCRIPT_BYTES = 350_000

describe.runIf(hasChromium)('in a real browser', () => {
  let folder: string
  let platform: ChildPlatform
  let browser: Browser

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bypuls-pages-'))
    platform = await startChild(folder, { args: ['--demo'] })
    browser = await openBrowser()
    await until(
      'the newest weeks of history',
      async () => {
        const { items } = JobList.parse(await platform.operator.get('/api/v1/jobs'))
        return (items[0]?.done ?? 0) >= 30 || items[0]?.state === 'done' ? true : undefined
      },
      120_000,
    )
  }, 180_000)

  afterAll(async () => {
    await browser.close()
    await platform.stop('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  })

  async function open(path: string, look: { width: number; theme: string; lang: string }) {
    const page = await browser.newPage({ viewport: { width: look.width, height: 900 } })
    const complaints = complaintsOf(page)
    const sign = path.includes('?') ? '&' : '?'
    await page.goto(`${platform.url}${path}${sign}theme=${look.theme}&lang=${look.lang}`)
    await settled(page)
    return { page, complaints }
  }

  test.each(PAGES.flatMap((path) => LOOKS.map((look) => ({ path, ...look }))))(
    '$path is whole and accessible at $width px, $theme, $lang',
    async ({ path, ...look }) => {
      const { page, complaints } = await open(path, look)

      expect(await axeViolations(page)).toEqual([])
      expect(complaints).toEqual([])
      expect(await page.getAttribute('html', 'lang')).toBe(look.lang)
      await page.close()
    },
    60_000,
  )

  test.each(PAGES)(
    '%s reflows at 320 px',
    async (path) => {
      const { page } = await open(path, { width: 320, theme: 'light', lang: 'da' })

      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
      await page.close()
    },
    60_000,
  )

  test('the first view fetches little script', async () => {
    const page = await browser.newPage()
    const sizes: Promise<number>[] = []
    page.on('response', (response) => {
      if (response.request().resourceType() !== 'script') return
      sizes.push(response.body().then((body) => gzipSync(body).length))
    })
    await page.goto(platform.url)
    await settled(page)
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)

    expect(bytes).toBeGreaterThan(50_000)
    expect(bytes).toBeLessThan(MOST_SCRIPT_BYTES)
    await page.close()
  }, 60_000)

  test('the energy page shows the figures that the API answers', async () => {
    const span = `from=${daysAgo(4)}&to=${daysAgo(1)}`
    const asked = `/api/v1/sites/raadhus-naestved/energy?${span}&window=PT1H`
    const energy = SiteEnergy.parse(await platform.operator.get(asked))

    const { page } = await open(`/sites/raadhus-naestved?tab=energy&${span}`, {
      width: 1440,
      theme: 'light',
      lang: 'da',
    })

    const shown = await textOf(page)
    const sure = energy.carriers.filter(({ total }) => (total.coverage ?? 0) >= 0.75)
    expect(sure.map(({ carrier }) => carrier)).toEqual(
      expect.arrayContaining(['electricity', 'heat']),
    )
    for (const { total } of sure) expect(shown).toContain(danish(total.kWh ?? Number.NaN))
    expect(shown).toContain(danish(energy.total.kgCo2e ?? Number.NaN))
    await page.close()
  }, 60_000)

  test('a live value moves on the page within seconds, without a reload', async () => {
    const { page } = await open('/sites/skole-odense?tab=sensors', {
      width: 1440,
      theme: 'light',
      lang: 'da',
    })
    const before = await textOf(page)

    await until(
      'other values',
      async () => ((await textOf(page)) === before ? undefined : true),
      15_000,
    )
    await page.close()
  }, 60_000)

  test('the summary’s states are those of the points', async () => {
    const summary = SiteSummary.parse(
      await platform.operator.get('/api/v1/sites/skole-odense/summary'),
    )

    expect(summary.counts.live).toBeGreaterThan(30)
  })
})

async function textOf(page: Page): Promise<string> {
  return page.innerText('main')
}

/** As the page writes an amount: one decimal, da-DK. */
function danish(value: number): string {
  const style = { minimumFractionDigits: 1, maximumFractionDigits: 1 }
  return new Intl.NumberFormat('da-DK', style).format(value)
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
}
