import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Page } from 'playwright-core'
import { until } from './until.js'

export const CHROMIUM = '/usr/bin/chromium'
export const hasChromium = existsSync(CHROMIUM)

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The system's Chromium, which asks nothing of the outside world. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** What the browser complained about: console errors, exceptions, answers that failed. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`))
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`)
  })
  return complaints
}

/** Violations of WCAG 2.1 A and AA that axe-core finds, one line each. */
export async function axeViolations(page: Page): Promise<string[]> {
  // Evaluated by the debugger, so that the page's own Content-Security-Policy may stay strict.
  await page.evaluate(AXE)
  const found: unknown = await page.evaluate(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }).then((result) =>
      result.violations.map((it) => it.id + ': ' + it.nodes.map((node) => node.target.join(' ')).join(', ')))`,
  )
  return Array.isArray(found) ? found.map(String) : ['axe did not run']
}

/** Waits until nothing is loading any more: every skeleton is gone. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor()
  const loading = page.locator('.skeleton, [aria-busy="true"]')
  await until(
    `nothing loading on ${page.url()}`,
    async () => ((await loading.count()) === 0 ? true : undefined),
    45_000,
  )
}
