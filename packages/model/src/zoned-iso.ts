import { type OffsetPeriod, type Zone, zoneOf } from './zone.js'

/**
 * ISO 8601 with the zone's offset at that instant, `2026-11-23T06:00:00+01:00`; thousandths only where
 * there are any. For millions of rows: see `zonedIsoWriter`.
 */
export function zonedIso(ms: number, timezone: string): string {
  const zone = zoneOf(timezone)
  let write = writers.get(zone)
  if (write === undefined) {
    write = zonedIsoWriter(timezone)
    writers.set(zone, write)
  }
  return write(ms)
}

const writers = new WeakMap<Zone, (ms: number) => string>()

const DAY_MS = 86_400_000
/** A year: what was seen and when it came in may lie days apart, reading by reading. */
const MOST_DATES = 366
const TWO_DIGITS = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'))

/** `zonedIso` for one zone; it remembers some days, and the offset of the time before. */
export function zonedIsoWriter(timezone: string): (ms: number) => string {
  const zone = zoneOf(timezone)
  let period: OffsetPeriod = zone.offsetAt(0)
  let suffix = offsetText(period.offsetMs)
  const dates = new Map<number, string>()

  function dateOf(day: number): string {
    const known = dates.get(day)
    if (known !== undefined) return known
    const date = new Date(day * DAY_MS).toISOString().split('T')[0] ?? ''
    if (dates.size === MOST_DATES) dates.clear()
    dates.set(day, date)
    return date
  }

  return (ms) => {
    if (ms < period.from || ms >= period.until) {
      period = zone.offsetAt(ms)
      suffix = offsetText(period.offsetMs)
    }
    const local = ms + period.offsetMs
    const day = Math.floor(local / DAY_MS)
    return `${dateOf(day)}T${timeText(local - day * DAY_MS)}${suffix}`
  }
}

function timeText(msOfDay: number): string {
  const seconds = Math.floor(msOfDay / 1000)
  const rest = msOfDay - seconds * 1000
  const text = `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`
  return rest === 0 ? text : `${text}.${String(Math.floor(rest)).padStart(3, '0')}`
}

/** `+01:00`; local mean times before standard time carry seconds. */
function offsetText(offsetMs: number): string {
  const seconds = Math.abs(Math.round(offsetMs / 1000))
  const text = `${offsetMs < 0 ? '-' : '+'}${two(seconds / 3600)}:${two((seconds / 60) % 60)}`
  return seconds % 60 === 0 ? text : `${text}:${two(seconds % 60)}`
}

function two(value: number): string {
  return TWO_DIGITS[Math.floor(value)] ?? ''
}
