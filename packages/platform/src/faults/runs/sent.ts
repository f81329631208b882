import type { Sent } from '../oracle.js'
import type { Sending } from '../sending.js'

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
