import { Temporal } from 'temporal-polyfill'
import { addLocal, type LocalSpan, localMidnight } from './calendar.js'
import { fail, ok, type Result } from './result.js'

/** What a time in a query may look like; every refusal says it. */
const EXPECTED =
  'expected ISO 8601 with offset or Z (2026-11-23T06:00:00+01:00), a local date (2026-11-23), ' +
  'a local time (2026-11-23T06:00), now, today, or a relative time (-30m, -24h, -7d, -1w, -3M, -1y)'

const RELATIVE = /^([+-])(\d{1,6})([mhdwMy])$/
const DATE = /^\d{4}-\d{2}-\d{2}$/
const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?$/
const EXACT =
  /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2}| \d{2}:?\d{2})$/i

/**
 * A time as people and programs write it in a query, in epoch ms UTC. Local ones are of `timezone`; a
 * local time that a change of offset repeats is the first of the two, one that it skips the later.
 * Days, weeks, months and years before now keep the wall clock. A `+` that a URL turned into a space is
 * taken for one.
 */
export function resolveTime(
  text: string,
  { now, timezone }: { readonly now: number; readonly timezone: string },
): Result<number, string> {
  const time = timeOf(text.trim(), now, timezone)
  return time === undefined ? fail(`${EXPECTED}, got "${text}"`) : ok(time)
}

function timeOf(text: string, now: number, timezone: string): number | undefined {
  if (text === 'now') return now
  if (text === 'today') return localMidnight(now, timezone)
  const relative = RELATIVE.exec(text)
  if (relative !== null) return moved(now, relative, timezone)
  try {
    return written(text, timezone)
  } catch (error) {
    // Temporal refuses 2026-02-30 and 25:00 this way.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function written(text: string, timezone: string): number | undefined {
  const exact = EXACT.exec(text)
  if (exact !== null) {
    const [, time = '', offset = ''] = exact
    return Temporal.Instant.from(`${time}${offset.replace(' ', '+')}`).epochMilliseconds
  }
  if (DATE.test(text)) {
    return Temporal.PlainDate.from(text).toZonedDateTime(timezone).epochMilliseconds
  }
  if (LOCAL.test(text)) {
    return Temporal.PlainDateTime.from(text).toZonedDateTime(timezone).epochMilliseconds
  }
  return undefined
}

function moved(now: number, match: RegExpExecArray, timezone: string): number | undefined {
  const [, sign = '-', digits = '0', unit = ''] = match
  const amount = Number(digits) * (sign === '-' ? -1 : 1)
  if (unit === 'm') return now + amount * 60_000
  if (unit === 'h') return now + amount * 3_600_000
  const span = CALENDAR_UNITS[unit]?.(amount)
  return span && addLocal(now, span, timezone)
}

const CALENDAR_UNITS: Readonly<Record<string, (amount: number) => LocalSpan>> = {
  d: (days) => ({ days }),
  w: (weeks) => ({ weeks }),
  M: (months) => ({ months }),
  y: (years) => ({ years }),
}
