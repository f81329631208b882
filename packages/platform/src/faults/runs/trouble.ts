import { setTimeout } from 'node:timers/promises'
import type { Fault } from '@bypuls/servers'
import type { FaultCity } from '../fault-city.js'
import type { FaultRun } from './run.js'
import { resultOf } from './run.js'
import { moreAcknowledged, stopped } from './sent.js'

const FAULTS: Readonly<Record<string, Fault>> = {
  slow: { kind: 'slow', latencyMs: 300 },
  refused: { kind: 'refuse' },
  'cut in a request': { kind: 'cut', of: 'request', afterBytes: 20_000 },
  'cut in an answer': { kind: 'cut', of: 'answer', afterBytes: 10 },
  'half-open': { kind: 'half-open' },
  stalled: { kind: 'stall' },
  '503 with Retry-After': { kind: 'answer', status: 503, retryAfter: '1' },
}

/** A store that is slow, flaps, is half-open or asks for patience. */
export const trouble: FaultRun = {
  name: 'trouble',
  title: 'a store that is slow, cut, stalled, half-open, flapping, or answers 503 with Retry-After',
  goal: 'at most one request per back-off; 0 lost',
  async run(city, size) {
    const eachMs = size === 'full' ? 20_000 : 1_500
    const sending = city.send({ perSecond: 500 / city.devices.length })
    await moreAcknowledged(sending, 200)
    const requests: Record<string, number> = {}
    for (const [name, fault] of Object.entries(FAULTS)) {
      requests[name] = await requestsDuring(city, fault, eachMs)
    }
    const flaps = [
      { fault: { kind: 'refuse' }, forMs: 200 },
      { fault: { kind: 'pass' }, forMs: 300 },
    ] as const
    city.store.flap(flaps)
    await setTimeout(eachMs)
    city.store.set({ kind: 'pass' })
    const verdict = await city.verdict(await stopped(sending))
    const asked = requests['503 with Retry-After'] ?? Number.POSITIVE_INFINITY
    return resultOf(
      { eachMs, requests, ...verdict },
      // One for each second that the store asked for, and those that were under way.
      { 'Retry-After honoured': asked <= eachMs / 1_000 + 3 },
    )
  },
}

async function requestsDuring(city: FaultCity, fault: Fault, ms: number): Promise<number> {
  const before = city.store.counts().requests
  city.store.set(fault)
  await setTimeout(ms)
  const requests = city.store.counts().requests - before
  city.store.set({ kind: 'pass' })
  await setTimeout(200)
  return requests
}
