import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { LatestValue } from '@bypuls/ingest'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApi, type TestApi } from '../testing/open-test-api.js'

const CHROMIUM = '/usr/bin/chromium'
const DASHBOARD = fileURLToPath(new URL('../../../dashboard/dist/app', import.meta.url))
const POINT = 'alpha-open.room-1.co2'
/** Asked for: less than ten seconds from when the server is back. */
const SOON = { timeout: 10_000 }

describe.runIf(existsSync(CHROMIUM))('a page in a real browser', () => {
  let browser: Browser
  let page: Page
  let api: TestApi
  let isWell = true

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
    await open(0, 512)
    page = await browser.newPage()
    await page.goto(`${api.url}/points/${POINT}?lang=en`)
    await shows('512')
  }, 60_000)
  afterAll(async () => {
    await browser.close()
    await api.close()
  })

  async function open(port: number, value: number): Promise<void> {
    api = await openTestApi({
      port,
      dashboardDirectory: DASHBOARD,
      now: Date.now,
      health: async () => [
        isWell ? { name: 'store', ok: true } : { name: 'store', ok: false, detail: '', remedy: '' },
      ],
    })
    api.values.set(POINT, newest(value))
  }

  const shows = (text: string) => page.getByText(text).first().waitFor(SOON)
  const hides = (text: string) =>
    page
      .getByText(text)
      .first()
      .waitFor({ state: 'hidden', ...SOON })

  test('says that its server is away, and shows the new server’s figures by itself', async () => {
    const { port } = api
    await api.close()
    await shows('The connection to the server is lost.')

    await open(port, 634)

    await hides('The connection to the server is lost.')
    await shows('634')
    const at = Date.now()
    api.emit('bypuls/live/alpha-open', {
      site: 'alpha-open',
      at,
      values: [[POINT, at, 655, 'good']],
    })
    await shows('655')
    expect(await page.getByRole('alert').count()).toBe(0)
  }, 60_000)

  test('says that the server gets nothing new, and asks again when it does', async () => {
    isWell = false
    await shows('New readings do not arrive right now.')
    api.values.set(POINT, newest(701))

    isWell = true

    await hides('New readings do not arrive right now.')
    await shows('701')
  }, 60_000)
})

function newest(value: number): LatestValue {
  const at = Date.now()
  return { observedAt: at, receivedAt: at, value, flag: 'good', rule: null }
}
