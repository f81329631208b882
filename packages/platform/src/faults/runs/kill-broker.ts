import { statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { exported } from '../exported.js'
import type { FaultCity } from '../fault-city.js'
import { LOAD_SITE } from '../load-site.js'
import type { Sent } from '../oracle.js'
import { metricsAt } from '../worker-metrics.js'
import { type FaultRun, missedOf } from './run.js'
import { moreAcknowledged, stopped } from './sent.js'

/** What mosquitto/README.md states: saved every 2 s at most, and 0.1 s more per MB of what is queued. */
const HORIZON_MS = 2_000
const HORIZON_MS_PER_MB = 100
/** A process that is killed takes a moment to be gone, and a message was due before it was acknowledged. */
const SLACK_MS = 1_000

/** Mosquitto acknowledges before its disk has a message: how much of that a kill takes with it. */
export const killBroker: FaultRun = {
  name: 'kill-broker',
  title: 'kill -9 of Mosquitto, the ingest keeping up and the ingest away',
  goal: 'lost: no more than its horizon (2 s + 0.1 s per MB queued); of what the ingest had taken: 0',
  async run(city, size) {
    const forMs = size === 'full' ? 20_000 : 3_500
    const keepingUp = await killedAfter(city, { forMs, away: false })
    const away = await killedAfter(city, { forMs, away: true })
    return {
      figures: { perSecond: 1_000, forMs, keepingUp, away },
      missed: missedOf({
        'what the ingest had taken is there': keepingUp.takenMissing === 0,
        'keeping up: within the horizon': keepingUp.lostBackMs <= keepingUp.horizonMs,
        'away: within the horizon': away.lostBackMs <= away.horizonMs,
        '0 doubled': keepingUp.doubled + away.doubled === 0,
        '0 with another value': keepingUp.wrong + away.wrong === 0,
      }),
    }
  },
}

type How = { readonly forMs: number; readonly away: boolean }

async function killedAfter(city: FaultCity, { forMs, away }: How) {
  const { mosquitto } = city.stack
  const perSecond = 1_000 / city.devices.length
  const before = await metricsAt(city.process('ingest').url)
  const startedAt = performance.now()
  const sending = city.send({ perSecond })
  await moreAcknowledged(sending, 500)
  if (away) await city.kill('ingest')
  await setTimeout(forMs)
  const taken = away ? 0 : (await metricsAt(city.process('ingest').url)).messages - before.messages
  const saved = statSync(join(mosquitto.data, 'mosquitto.db'), { throwIfNoEntry: false })
  const queuedMb = (saved?.size ?? 0) / 1e6
  const killedAt = performance.now()
  await mosquitto.stop('SIGKILL')
  await mosquitto.start()
  await moreAcknowledged(sending, 500)
  if (away) await city.restart('ingest')
  const sent = await stopped(sending)
  const { missing, ...verdict } = await city.verdict(sent)
  const oldest = missing === 0 ? null : await oldestMissing(city, sent)
  const lostBackMs =
    oldest === null ? 0 : Math.round(killedAt - startedAt - (oldest / perSecond) * 1_000)
  const horizonMs = Math.round(HORIZON_MS + queuedMb * HORIZON_MS_PER_MB + SLACK_MS)
  return {
    ...verdict,
    lost: missing,
    lostBackMs,
    horizonMs,
    taken,
    takenMissing: Math.max(0, taken - verdict.stored),
  }
}

/** The lowest sequence number that was acknowledged to a device and is in no export. */
async function oldestMissing(city: FaultCity, all: readonly Sent[]): Promise<number> {
  const seen = new Map(all.map(({ device, count }) => [device.point, new Uint8Array(count)]))
  const from = Math.min(...all.map(({ baseMs }) => baseMs))
  const to = Math.max(...all.map(({ baseMs, count }) => baseMs + count))
  for await (const { point, observedAt } of exported(city.api().operator, LOAD_SITE, {
    from,
    to,
  })) {
    const flags = seen.get(point)
    if (flags !== undefined && observedAt - from < flags.length) flags[observedAt - from] = 1
  }
  const first = all.map(({ device, acknowledged }) =>
    acknowledged.findIndex((flag, at) => flag === 1 && seen.get(device.point)?.[at] !== 1),
  )
  return Math.min(...first.filter((at) => at >= 0))
}
