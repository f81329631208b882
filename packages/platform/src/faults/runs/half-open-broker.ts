import { setTimeout } from 'node:timers/promises'
import type { Fault } from '@bypuls/servers'
import type { FaultCity } from '../fault-city.js'
import { allReady } from '../ready.js'
import { metricsAt } from '../worker-metrics.js'
import type { FaultRun } from './run.js'
import { resultOf } from './run.js'
import { acknowledgedOf, moreAcknowledged, stopped } from './sent.js'

const PASSING: Readonly<Record<string, Fault>> = {
  stalled: { kind: 'stall' },
  refused: { kind: 'refuse' },
  'cut in a message': { kind: 'cut', of: 'answer', afterBytes: 50_000 },
}
const RECOVERED_MS = 15_000
/** A connection that nobody ended is known to be dead after one and a half keepalives of 10 s. */
const NOTICED_MS = 30_000
const WITHIN_MS = 90_000

/** The way from Mosquitto to the platform is cut, stalled and half-open; devices do not notice. */
export const halfOpenBroker: FaultRun = {
  name: 'half-open-broker',
  title: 'the way to Mosquitto stalled, refused, cut in a message and half-open, at load',
  goal: '0 lost, redelivered where unacknowledged; messages again < 15 s after, half-open < 30 s from its begin',
  async run(city, size) {
    const eachMs = size === 'full' ? 8_000 : 1_500
    const ingest = city.process('ingest').url
    const before = await metricsAt(ingest)
    const sending = city.send({ perSecond: 1_000 / city.devices.length })
    await moreAcknowledged(sending, 500)
    const againMs: Record<string, number> = {}
    for (const [name, fault] of Object.entries(PASSING)) {
      city.broker.set(fault)
      await setTimeout(eachMs)
      city.broker.set({ kind: 'pass' })
      againMs[name] = await messagesAgain(city)
    }
    city.broker.set({ kind: 'half-open' })
    await setTimeout(200)
    // Only the connections that were there are dead; new ones get through.
    city.broker.set({ kind: 'pass' })
    const noticedMs = await messagesAgain(city)
    await allReady(city)
    const acknowledged = acknowledgedOf(sending)
    const sent = await stopped(sending)
    const verdict = await city.verdict(sent)
    const distinct = sent.reduce((sum, { count }) => sum + count, 0)
    const redelivered = (await metricsAt(ingest)).messages - before.messages - distinct
    return resultOf(
      { eachMs, againMs, noticedMs, redelivered, ...verdict },
      {
        'enough traffic': acknowledged > 1_000,
        'at least one redelivery': redelivered > 0,
        'messages again < 15 s': Math.max(...Object.values(againMs)) < RECOVERED_MS,
        'half-open noticed < 30 s': noticedMs < NOTICED_MS,
      },
    )
  },
}

/** Waits until the ingest takes messages that came after now: some more than what it had in hand. */
async function messagesAgain(city: FaultCity): Promise<number> {
  const { url } = city.process('ingest')
  const startedAt = performance.now()
  const { messages } = await metricsAt(url)
  for (;;) {
    await setTimeout(50)
    const tookMs = Math.round(performance.now() - startedAt)
    if ((await metricsAt(url)).messages > messages + 500) return tookMs
    if (tookMs > WITHIN_MS) throw new Error(`no messages within ${WITHIN_MS} ms`)
  }
}
