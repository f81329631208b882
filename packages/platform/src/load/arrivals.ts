import { setTimeout } from 'node:timers/promises'
import type { InfluxOracle } from './influx-oracle.js'

/** How lines came into the store, seen from the store. */
export type Arrivals = {
  readonly lines: number
  /** From the first to the last that came. */
  readonly seconds: number
  /** Lines after the first write, per second of that time. */
  readonly perS: number
  /** From the call to the last that came. */
  readonly secondsInAll: number
}

const ASK_EVERY_MS = 50
/** So long it is waited for the first lines, and for more of them. */
const BEFORE_FIRST_MS = 120_000
const BETWEEN_MS = 15_000

/**
 * Watches until so many lines have come since `before`, or none for a while. What they hold is counted
 * afterwards; this tells only when.
 */
export async function arrivals(
  oracle: InfluxOracle,
  expected: { readonly before: number; readonly lines: number },
): Promise<Arrivals> {
  const startedAt = performance.now()
  let first: { readonly at: number; readonly lines: number } | undefined
  let last = { at: startedAt, lines: 0 }
  const isQuiet = () =>
    performance.now() - last.at > (first === undefined ? BEFORE_FIRST_MS : BETWEEN_MS)
  while (last.lines < expected.lines && !isQuiet()) {
    await setTimeout(ASK_EVERY_MS)
    const lines = (await oracle.linesWritten()) - expected.before
    if (lines === last.lines) continue
    last = { at: performance.now(), lines }
    first ??= last
  }
  const seconds = (last.at - (first?.at ?? last.at)) / 1_000
  return {
    lines: last.lines,
    seconds,
    perS: (last.lines - (first?.lines ?? 0)) / seconds,
    secondsInAll: (last.at - startedAt) / 1_000,
  }
}
