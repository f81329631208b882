import { setTimeout } from 'node:timers/promises'
import type { InfluxOracle } from './influx-oracle.js'

/** How lines came into the store, seen from the store. */
export type Arrivals = {
  readonly lines: number
  /**
   * Lines per second from the call until nine tenths had come: how long the last of a batch waits for
   * more is no part of a rate.
   */
  readonly perS: number
}

const ASK_EVERY_MS = 50
/** So long it is waited for the first lines, and for more of them. */
const BEFORE_FIRST_MS = 120_000
const BETWEEN_MS = 15_000
const COUNTED = 0.9

/**
 * Watches until so many lines have come since `before`, or none for a while. What they hold is counted
 * afterwards; this tells only when.
 */
export async function arrivals(
  oracle: InfluxOracle,
  expected: { readonly before: number; readonly lines: number },
): Promise<Arrivals> {
  const startedAt = performance.now()
  let lines = 0
  let lastAt = startedAt
  let perS = Number.NaN
  while (lines < expected.lines) {
    await setTimeout(ASK_EVERY_MS)
    const now = (await oracle.linesWritten()) - expected.before
    const at = performance.now()
    if (now === lines && at - lastAt > (lines === 0 ? BEFORE_FIRST_MS : BETWEEN_MS)) break
    if (now === lines) continue
    if (lines < COUNTED * expected.lines && now >= COUNTED * expected.lines) {
      perS = now / ((at - startedAt) / 1_000)
    }
    lines = now
    lastAt = at
  }
  return { lines, perS }
}
