import { setTimeout } from 'node:timers/promises'
import { drained } from '../drained.js'
import type { FaultCity } from '../fault-city.js'
import { allReady } from '../ready.js'
import { ownMb, residentMb } from '../resident.js'
import { metricsAt } from '../worker-metrics.js'
import { type FaultRun, resultOf } from './run.js'
import { acknowledgedOf, stopped } from './sent.js'

const TIMES = 10
const ORDINARY = { perSecond: 500, messages: 1_000 }
const DENSE = 20_000
const RECOVERED_MS = 60_000
const GOAL_OWN_MB = 300
/** The ingest writes on two connections at once, and each is as narrow as told. */
const CONNECTIONS = 2

/**
 * Ten times more comes in than the store takes, whose line is made as narrow as that; it takes even less,
 * for a request that is too slow is given up and made again.
 */
export const overload: FaultRun = {
  name: 'overload',
  title: 'at least ten times more messages than InfluxDB takes',
  goal: 'alive, own memory < 300 MB, 0 acknowledged lost, ordinary load acknowledged as before < 60 s after',
  long: 'overload-15min',
  async run(city, size) {
    const forMs = { short: 5_000, full: 60_000, long: 900_000 }[size]
    const perSecond = size === 'short' ? 2_000 : 5_000
    const before = await ordinaryLoad(city)
    const takes = perSecond / TIMES
    const bytesPerSecond = Math.round(((await bytesPerMessage(city)) * takes) / CONNECTIONS)
    const { sent, ...during } = await overloaded(city, { forMs, perSecond, bytesPerSecond })

    city.store.set({ kind: 'pass' })
    const endedAt = performance.now()
    const after = await ordinaryLoad(city)
    await allReady(city)
    const recoveredMs = Math.round(performance.now() - endedAt)
    await drained(city.process('ingest').url, 3 * forMs + 60_000)
    const drainedMs = Math.round(performance.now() - endedAt)
    const verdict = await city.verdict(sent)
    const { missing } = await city.verdict(after.sent)
    const figures = { forMs, perSecond, bytesPerSecond, ...during, recoveredMs, drainedMs }
    const ordinaryMs = { before: before.tookMs, after: after.tookMs }
    return resultOf(
      { ...figures, ordinaryMs, ...verdict },
      {
        'at least 10 times what the store took': during.offered >= TIMES * during.storedMeanwhile,
        'the same process is alive': during.pid === city.process('ingest').process.pid,
        [`own memory < ${GOAL_OWN_MB} MB`]: during.ownMb < GOAL_OWN_MB,
        'as before < 60 s after': recoveredMs < RECOVERED_MS && missing === 0,
      },
    )
  },
}

type Overload = {
  readonly forMs: number
  readonly perSecond: number
  readonly bytesPerSecond: number
}

async function overloaded(city: FaultCity, { forMs, perSecond, bytesPerSecond }: Overload) {
  const { url, process: child } = city.process('ingest')
  const before = await metricsAt(url)
  city.store.set({ kind: 'slow', bytesPerSecond })
  const sending = city.send({ perSecond: perSecond / city.devices.length })
  const most = { ownMb: 0, residentMb: 0, spoolMb: 0 }
  const until = Date.now() + forMs
  while (Date.now() < until) {
    await setTimeout(500)
    const { spoolBytes } = await metricsAt(url)
    most.ownMb = Math.max(most.ownMb, ownMb(child.pid))
    most.residentMb = Math.max(most.residentMb, residentMb(child.pid))
    most.spoolMb = Math.max(most.spoolMb, Math.round(spoolBytes / 1e6))
  }
  const offered = acknowledgedOf(sending)
  const storedMeanwhile = (await metricsAt(url)).stored - before.stored
  return { offered, storedMeanwhile, ...most, pid: child.pid, sent: await stopped(sending) }
}

/** Some messages at an ordinary rate, and how long until all were acknowledged. */
async function ordinaryLoad(city: FaultCity) {
  const startedAt = performance.now()
  const devices = city.devices.length
  const { perSecond, messages } = ORDINARY
  const sent = await stopped(
    city.send({ perSecond: perSecond / devices, most: messages / devices }),
  )
  return { sent, tookMs: Math.round(performance.now() - startedAt) }
}

/** What a message costs the store's line where many wait and go together. */
async function bytesPerMessage(city: FaultCity): Promise<number> {
  const { url } = city.process('ingest')
  await drained(url)
  const before = city.store.counts().bytes.request
  city.store.set({ kind: 'stall' })
  await stopped(city.send({ most: DENSE / city.devices.length }))
  city.store.set({ kind: 'pass' })
  await drained(url)
  return (city.store.counts().bytes.request - before) / DENSE
}
