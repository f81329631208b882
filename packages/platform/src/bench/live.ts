import type { ChildPlatform } from '../load/child-platform.js'
import type { Bench } from './bench.js'
import type { LiveClient } from './live-client.js'
import { busySites, quietSites, registerLiveSites } from './live-sites.js'
import { withPlatform } from './with-platform.js'

const SECONDS = 40
/** Connections are made, the first messages sent. */
const WARM_UP_MS = 5_000
const SOCKETS = 1_000
const CLIENT_PROCESSES = 2
const BUSY_EVERY_MS = 100
/** Further apart than frames have to be, so that each opens a frame of its own. */
const QUIET_EVERY_MS = 1_100
/** Frames of the first and the last moment may be on their way. */
const MARGIN_MS = 2_000

type Print = Parameters<Bench['run']>[0]
type Watches = readonly (readonly string[])[]

/** A reading's way to sockets in other processes at 1 000 messages a second. */
export const liveBench: Bench = {
  name: 'live',
  title:
    'from a reading to socket.io frames in other processes at 1 000 msg/s: one socket, then 1 000',
  async run(print) {
    await withPlatform({}, async (platform) => {
      const { openLoad } = await import('./live-load.js')
      const devices = await registerLiveSites(platform.operator)
      const load = await openLoad(platform.mqttPort, [
        { devices: devices.filter(({ site }) => busySites.includes(site)), everyMs: BUSY_EVERY_MS },
        {
          devices: devices.filter(({ site }) => quietSites.includes(site)),
          everyMs: QUIET_EVERY_MS,
        },
      ])
      const pages = Array.from({ length: SOCKETS }, (_, index) => [
        busySites[index % busySites.length] ?? '',
        quietSites[index % quietSites.length] ?? '',
      ])
      try {
        await new Promise((done) => setTimeout(done, WARM_UP_MS))
        await measure(platform, load.tally, [[[...busySites, ...quietSites]]], print)
        const share = Math.ceil(SOCKETS / CLIENT_PROCESSES)
        const perProcess = Array.from({ length: CLIENT_PROCESSES }, (_, index) =>
          pages.slice(index * share, (index + 1) * share),
        )
        await measure(platform, load.tally, perProcess, print)
      } finally {
        await load.stop()
      }
    })
  },
}

async function measure(
  platform: ChildPlatform,
  tally: () => { sent: number; acknowledged: number; failed: number; latestMs: number },
  perProcess: readonly Watches[],
  print: Print,
): Promise<void> {
  const { startLiveClient } = await import('./live-client.js')
  const { deliveries, percentiles } = await import('./live-report.js')
  const clients: LiveClient[] = []
  try {
    for (const watches of perProcess) {
      clients.push(await startLiveClient({ url: platform.url, watches }))
    }
    for (const client of clients) client.record()
    const before = { ...tally(), at: Date.now() }
    await new Promise((done) => setTimeout(done, SECONDS * 1_000))
    const after = { ...tally(), at: Date.now() }
    const reports = await Promise.all(clients.map((client) => client.report()))
    const span = { from: before.at + MARGIN_MS, to: after.at - MARGIN_MS }
    print({
      bench: 'live',
      sockets: perProcess.flat().length,
      points: busySites.length * 100 + quietSites.length,
      messagesPerS: Math.round(((after.sent - before.sent) * 1_000) / (after.at - before.at)),
      acknowledged: after.acknowledged - before.acknowledged,
      failed: after.failed - before.failed,
      readingToFrame: percentiles(reports.map(({ reading }) => reading)),
      withoutCadence: percentiles(reports.map(({ way }) => way)),
      quietSites: percentiles(reports.map(({ quiet }) => quiet)),
      frameToArrival: percentiles(reports.map(({ frame }) => frame)),
      ...deliveries(reports, perProcess.flat(), span),
      generatorLatestMs: Math.round(after.latestMs),
      goal: 'without the cadence of 2 frames/s: p99 < 300 ms, 0 frames missing',
    })
  } finally {
    for (const client of clients) client.stop()
  }
}
