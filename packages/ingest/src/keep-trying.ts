import { setTimeout as delay } from 'node:timers/promises'
import { StoreError } from '@bypuls/stores'

/** What waiting needs; `signal` ends every wait because the program stops. */
export type Patience = {
  readonly signal: AbortSignal
  /** 0 to 1. */
  readonly random: () => number
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
}

/** The program stops; what was not stored stays in the spool. */
export class Stopped extends Error {
  constructor() {
    super('Stopped before the store had everything; the rest stays in the spool.')
    this.name = 'Stopped'
  }
}

const FIRST_WAIT_MS = 100
const LONGEST_WAIT_MS = 30_000
const LONGEST_ASKED_MS = 5 * 60_000

/** How long to wait before the next attempt: full jitter, doubling from 0.1 s to the longest (30 s). */
export function jitteredMs(
  attempts: number,
  random: () => number,
  longestMs = LONGEST_WAIT_MS,
): number {
  return random() * Math.min(longestMs, FIRST_WAIT_MS * 2 ** Math.min(attempts - 1, 20))
}

/** A store that asks for a longer wait has it, within reason. */
export function waitMs(error: unknown, ownMs: number): number {
  const asked = (error instanceof StoreError ? error.retryAfterMs : undefined) ?? 0
  return Math.max(ownMs, Math.min(asked, LONGEST_ASKED_MS))
}

/** Does something until it succeeds; rejects with `Stopped` when the program stops first. */
export async function keepTrying<Value>(
  action: () => Promise<Value>,
  patience: Patience,
  onFailed: (error: unknown) => void,
): Promise<Value> {
  for (let attempts = 1; ; attempts += 1) {
    if (patience.signal.aborted) throw new Stopped()
    try {
      return await action()
    } catch (error) {
      onFailed(error)
      await patience.sleep(waitMs(error, jitteredMs(attempts, patience.random)), patience.signal)
    }
  }
}

/** Waits, or until the program stops: it never rejects. */
export async function sleepUnlessStopped(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined)
}
