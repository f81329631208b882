import { setTimeout } from 'node:timers/promises'

const WHILE_MS = 5_000

/**
 * Waits for what is nice to have before a process serves, but not for long: a store that is away must
 * not keep it from taking messages and from saying what is wrong.
 */
export async function forAWhile(work: Promise<unknown>): Promise<void> {
  const over = new AbortController()
  const waited = setTimeout(WHILE_MS, undefined, { signal: over.signal }).catch(() => undefined)
  await Promise.race([work, waited])
  over.abort()
}
