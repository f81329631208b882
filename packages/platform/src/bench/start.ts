import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { startChild } from '../load/child-platform.js'
import { type Bench, spread } from './bench.js'
import { demoWithHistory } from './demo-city.js'

const RUNS = 3

/** From the built state: program start → `Bypuls is ready` → first live value on the city page. */
export const startBench: Bench = {
  name: 'start',
  title: 'from the start of the program to the first live value on a page, new and existing data',
  async run(print) {
    const { openBrowser } = await import('../testing/browser.js')
    const browser = await openBrowser()
    try {
      const fresh: Started[] = []
      for (let run = 0; run < RUNS; run++) {
        await inFolder(async (folder) => fresh.push(await startOnce(folder, browser)))
      }
      print({ bench: 'start', folder: 'new', ...summary(fresh), goal: '< 5000 ms' })

      await inFolder(async (folder) => {
        const first = await startChild(folder, { args: ['--demo'] })
        await demoWithHistory(first).finally(() => first.stop('SIGTERM'))
        const again: Started[] = []
        for (let run = 0; run < RUNS; run++) again.push(await startOnce(folder, browser))
        print({
          bench: 'start',
          folder: 'with a year of history',
          ...summary(again),
          goal: '< 5000 ms',
        })
      })
    } finally {
      await browser.close()
    }
  },
}

type Started = { readonly readyMs: number; readonly liveValueMs: number }

async function startOnce(folder: string, browser: Browser): Promise<Started> {
  const startedAt = performance.now()
  const platform = await startChild(folder, { args: ['--demo'] })
  const readyMs = performance.now() - startedAt
  try {
    const page = await browser.newPage()
    const live = page.waitForEvent('websocket').then((socket) =>
      socket.waitForEvent('framereceived', {
        predicate: ({ payload }) => String(payload).includes('"frame"'),
        timeout: 60_000,
      }),
    )
    await page.goto(platform.url, { waitUntil: 'commit' })
    // A site's power is what the socket said, where it has said something.
    const figure = page.locator('.site-power .site-figure', { hasText: /\d/ }).first()
    await Promise.all([live, figure.waitFor({ timeout: 60_000 })])
    const liveValueMs = performance.now() - startedAt
    await page.close()
    return { readyMs, liveValueMs }
  } finally {
    await platform.stop('SIGTERM')
  }
}

function summary(runs: readonly Started[]) {
  return {
    readyMs: spread(runs.map((run) => run.readyMs)),
    liveValueMs: spread(runs.map((run) => run.liveValueMs)),
  }
}

async function inFolder(work: (folder: string) => Promise<unknown>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bypuls-bench-'))
  try {
    await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
