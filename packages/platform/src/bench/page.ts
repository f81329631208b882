import type { ChildPlatform } from '../load/child-platform.js'
import type { Bench } from './bench.js'
import { demoWithHistory } from './demo-city.js'
import { withPlatform } from './with-platform.js'

const MINUTES = [1, 5, 10, 15]
const PAGES = ['/', '/sites/raadhus-naestved?tab=energy', '/points/skole-odense.heat-meter.heat']
/** What a quarter of an hour may add: windows that move on, never a heap that grows with time. */
const MOST_GROWTH = 0.1

/** Pages left open on a living city: heap, nodes and listeners after a forced collection. */
export const pageBench: Bench = {
  name: 'page',
  title:
    'pages left open for 15 minutes on the demonstration city: memory after garbage collection',
  async run(print) {
    await withPlatform({ args: ['--demo'] }, async (platform) => {
      await demoWithHistory(platform)
      await leaveOpen(platform, print)
    })
  },
}

async function leaveOpen(platform: ChildPlatform, print: Parameters<Bench['run']>[0]) {
  // Loaded only here: a start of the program needs no browser.
  const { openBrowser, settled } = await import('../testing/browser.js')
  const { watchMemory } = await import('./page-memory.js')
  const browser = await openBrowser()
  try {
    const open = []
    for (const path of PAGES) {
      const page = await browser.newPage({ viewport: { width: 1_440, height: 900 } })
      await page.goto(`${platform.url}${path}`)
      await settled(page)
      open.push({ path, memory: await watchMemory(page) })
    }
    const openedAt = Date.now()
    const heapAtFirst = new Map<string, number>()
    for (const minute of MINUTES) {
      await new Promise((done) => setTimeout(done, openedAt + minute * 60_000 - Date.now()))
      for (const { path, memory } of open) {
        const now = await memory.now()
        const first = heapAtFirst.get(path) ?? now.heapBytes
        heapAtFirst.set(path, first)
        print({
          bench: 'page',
          page: path,
          minute,
          heapMb: Math.round(now.heapBytes / 1e4) / 100,
          growthSinceFirst: Math.round((now.heapBytes / first - 1) * 1_000) / 1_000,
          nodes: now.nodes,
          listeners: now.listeners,
          framesReceived: now.framesReceived,
          goal: `flat after the first minute (< ${MOST_GROWTH})`,
        })
      }
    }
  } finally {
    await browser.close()
  }
}
