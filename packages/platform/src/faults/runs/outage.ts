import { setTimeout } from 'node:timers/promises'
import { drained } from '../drained.js'
import { noteLargest } from '../resident.js'
import type { FaultRun } from './run.js'
import { resultOf } from './run.js'
import { acknowledgedOf, moreAcknowledged, stopped } from './sent.js'

/** Devices go on sending meanwhile: what is younger is on its way. */
const CAUGHT_UP_S = 1
const GOAL_RSS_MB = 300
const GOAL_DRAIN = 4

/** The store is away for long while the city goes on, and must catch up while it goes on. */
export const outage: FaultRun = {
  name: 'outage',
  title: 'InfluxDB away at 1 000 messages/s',
  goal: 'away for 10 min: RSS < 300 MB, acknowledged throughout, drained at >= 4x real time, live goes on',
  async run(city, size) {
    const awayMs = size === 'full' ? 600_000 : 5_000
    const perSecond = 1_000 / city.devices.length
    const sending = city.send({ perSecond })
    await moreAcknowledged(sending, 1_000)
    const ingest = city.process('ingest')
    const largest = noteLargest(ingest.process.pid ?? 0)
    let slowest = Number.POSITIVE_INFINITY
    city.store.set({ kind: 'refuse' })
    for (let step = 0; step < 10; step++) {
      const before = acknowledgedOf(sending)
      await setTimeout(awayMs / 10)
      slowest = Math.min(slowest, (acknowledgedOf(sending) - before) / (awayMs / 10_000))
    }
    city.store.set({ kind: 'pass' })
    const backAt = performance.now()
    await drained(ingest.url, awayMs + 60_000, CAUGHT_UP_S)
    const drainedMs = performance.now() - backAt
    const largestMb = largest()
    const timesRealTime = awayMs / drainedMs + 1
    const verdict = await city.verdict(await stopped(sending))
    return resultOf(
      {
        awayMs,
        perSecond: 1_000,
        largestMb,
        slowestAcknowledgedPerSecond: Math.round(slowest),
        drainedMs: Math.round(drainedMs),
        drainedTimesRealTime: Math.round(timesRealTime * 10) / 10,
        ...verdict,
      },
      {
        [`RSS < ${GOAL_RSS_MB} MB`]: largestMb < GOAL_RSS_MB,
        'acknowledged throughout': slowest > 500,
        // In the short form the first question after the outage takes most of the time.
        [`drained at >= ${GOAL_DRAIN}x`]: size === 'short' || timesRealTime >= GOAL_DRAIN,
      },
    )
  },
}
