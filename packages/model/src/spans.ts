import { localWindows } from './calendar.js'
import type { Interval } from './window.js'

/**
 * One question to a store that knows fixed UTC windows only: back-to-back pieces of one width from
 * `from` on. `windowOf[n]` says which of the asked windows the n-th piece belongs to.
 */
export type StoreSpan = {
  readonly from: number
  readonly to: number
  readonly widthMs: number
  readonly originMs: number
  readonly windowOf: readonly number[]
}

/** More questions than this for the windows as they are, and days may be fewer. */
const FEW_SPANS = 24

/**
 * The windows as runs of equal width, each one question to the store: hours are one run, a year of days
 * five (the days of 23 and 25 hours stand alone). Where months or years make many runs they are put
 * together from local days instead, if that makes fewer.
 * The windows are in order and do not overlap.
 */
export function storeSpans(windows: readonly Interval[], timezone: string): readonly StoreSpan[] {
  const whole = runsOf(windows.map((window, index) => ({ ...window, index })))
  if (whole.length <= FEW_SPANS) return whole
  const byDay = runsOf(windows.flatMap((window, index) => daysOf(window, index, timezone)))
  return byDay.length < whole.length ? byDay : whole
}

/** Which asked window a store's window belongs to. */
export function windowIndex(span: StoreSpan, start: number): number {
  return span.windowOf[Math.round((start - span.from) / span.widthMs)] ?? -1
}

type Piece = Interval & { readonly index: number }

function runsOf(pieces: readonly Piece[]): readonly StoreSpan[] {
  const runs: { from: number; to: number; widthMs: number; windowOf: number[] }[] = []
  for (const { start, end, index } of pieces) {
    const run = runs.at(-1)
    if (run !== undefined && run.to === start && run.widthMs === end - start) {
      run.to = end
      run.windowOf.push(index)
    } else {
      runs.push({ from: start, to: end, widthMs: end - start, windowOf: [index] })
    }
  }
  return runs.map((run) => ({ ...run, originMs: run.from }))
}

function daysOf({ start, end }: Interval, index: number, timezone: string): readonly Piece[] {
  return localWindows({ from: start, to: end, size: 'P1D', timezone }).map((day) => ({
    start: Math.max(day.start, start),
    end: Math.min(day.end, end),
    index,
  }))
}
