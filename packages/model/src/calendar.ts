import { Temporal } from 'temporal-polyfill'
import type { Interval, WindowSize } from './window.js'
import { type Zone, zoneOf } from './zone.js'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/** Widths of the windows that are shorter than a day; the longer ones have none, they are local. */
export const FIXED_WIDTH_MS: Readonly<Partial<Record<WindowSize, number>>> = {
  PT1M: MINUTE_MS,
  PT5M: 5 * MINUTE_MS,
  PT10M: 10 * MINUTE_MS,
  PT15M: 15 * MINUTE_MS,
  PT30M: 30 * MINUTE_MS,
  PT1H: HOUR_MS,
}

export type LocalWindows = {
  readonly from: number
  readonly to: number
  readonly size: WindowSize
  readonly timezone: string
}

/**
 * The local windows that cover [from, to), back to back, from the one that contains `from`. They are
 * whole: the first may start before `from`, the last end after `to`; clipping is the caller's choice.
 * Weeks start on Monday. A window shorter than a day never straddles a change of the zone's offset.
 */
export function localWindows({ from, to, size, timezone }: LocalWindows): readonly Interval[] {
  const zone = zoneOf(timezone)
  const widthMs = FIXED_WIDTH_MS[size]
  return widthMs === undefined
    ? civilWindows(zone, { from, to }, size)
    : fixedWindows(zone, { from, to }, widthMs)
}

/** The first instant of the local day that `ms` lies in. */
export function localMidnight(ms: number, timezone: string): number {
  const zone = zoneOf(timezone)
  const local = ms + zone.offsetAt(ms).offsetMs
  return zone.instantOf(local - mod(local, DAY_MS))
}

export type LocalSpan = {
  readonly hours?: number
  readonly days?: number
  readonly weeks?: number
  readonly months?: number
  readonly years?: number
}

/** `ms` moved by local calendar units (the wall clock stays) and then by exact hours. */
export function addLocal(ms: number, span: LocalSpan, timezone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timezone).add(span)
    .epochMilliseconds
}

function fixedWindows(zone: Zone, range: { from: number; to: number }, widthMs: number) {
  const windows: Interval[] = []
  let period = zone.offsetAt(range.from)
  let start = Math.max(range.from - mod(range.from + period.offsetMs, widthMs), period.from)
  while (start < range.to) {
    if (start >= period.until) period = zone.offsetAt(start)
    const next = start - mod(start + period.offsetMs, widthMs) + widthMs
    const end = Math.min(next, period.until)
    windows.push({ start, end })
    start = end
  }
  return windows
}

function civilWindows(zone: Zone, range: { from: number; to: number }, size: WindowSize) {
  const windows: Interval[] = []
  const local = range.from + zone.offsetAt(range.from).offsetMs
  let step = 0
  let start = zone.instantOf(civilStart(local, size, step))
  while (start < range.to) {
    step += 1
    const end = zone.instantOf(civilStart(local, size, step))
    // A zone that skips a whole day leaves an empty one.
    if (end > start) windows.push({ start, end })
    start = end
  }
  return windows
}

/** Local ms of the start of the unit that `local` lies in, `steps` units on (proleptic Gregorian). */
function civilStart(local: number, size: WindowSize, steps: number): number {
  const date = new Date(local)
  const year = date.getUTCFullYear()
  switch (size) {
    case 'P1Y':
      return Date.UTC(year + steps, 0, 1)
    case 'P1M':
      return Date.UTC(year, date.getUTCMonth() + steps, 1)
    case 'P1W': {
      const sinceMonday = (date.getUTCDay() + 6) % 7
      return Date.UTC(year, date.getUTCMonth(), date.getUTCDate() - sinceMonday + 7 * steps)
    }
    default:
      return Date.UTC(year, date.getUTCMonth(), date.getUTCDate() + steps)
  }
}

function mod(value: number, by: number): number {
  return value - Math.floor(value / by) * by
}
