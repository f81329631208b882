import type { FaultCity } from '../fault-city.js'
import type { Sent } from '../oracle.js'
import type { Sending } from '../sending.js'
import { metricsAt } from '../worker-metrics.js'

/** Ends the sending of all and gives the account. */
export function stopped(sending: readonly Sending[], withinMs?: number): Promise<readonly Sent[]> {
  return Promise.all(sending.map((one) => one.stop(withinMs)))
}

/** How many messages are acknowledged by now, over all devices. */
export function acknowledgedOf(sending: readonly Sending[]): number {
  return sending.reduce((sum, one) => sum + one.acknowledged(), 0)
}

/** Resolves when so many more are acknowledged. Rejects when that takes too long. */
export async function moreAcknowledged(
  sending: readonly Sending[],
  more: number,
  withinMs = 120_000,
): Promise<void> {
  const goal = acknowledgedOf(sending) + more
  const until = Date.now() + withinMs
  while (acknowledgedOf(sending) < goal) {
    if (Date.now() > until) throw new Error(`${more} more messages were not acknowledged in time`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Resolves when the store has taken so many more readings. Rejects when that takes too long. */
export async function moreStored(city: FaultCity, more: number, withinMs = 120_000): Promise<void> {
  const { url } = city.process('ingest')
  const goal = (await metricsAt(url)).stored + more
  const until = Date.now() + withinMs
  while ((await metricsAt(url)).stored < goal) {
    if (Date.now() > until) throw new Error(`${more} more readings were not stored in time`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
