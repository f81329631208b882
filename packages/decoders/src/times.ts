import { fail, ok, type Result } from '@bypuls/model'
import { shown } from './rejections.js'

/** Numbers below are seconds, from here on milliseconds: 10^11 s is the year 5138, 10^11 ms is 1973. */
const MILLISECONDS_FROM = 100_000_000_000
/** Beyond the year 9999 no calendar reads it. */
const LATEST_MS = 253_402_300_800_000

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:([Zz])|([+-])(\d\d):?(\d\d))?$/

/**
 * A time as payloads give it, to epoch ms: ISO 8601 with `Z` or an offset (RFC 3339), or a number of
 * seconds or milliseconds since 1970. A time without zone is refused, never guessed.
 * Finer than a millisecond is cut off. The problem is a sentence.
 */
export function parseTime(value: unknown): Result<number, string> {
  if (typeof value === 'string') return parseIsoTime(value)
  if (typeof value !== 'number') return fail(`time is ${shown(value)}; ${EXPECTED}`)
  const ms = Math.round(value < MILLISECONDS_FROM ? value * 1_000 : value)
  if (!(ms >= 0 && ms < LATEST_MS)) return fail(`time is ${value}; ${EXPECTED}`)
  return ok(ms)
}

const EXPECTED = 'expected ISO 8601 with Z or an offset, or seconds or milliseconds since 1970'

/** ISO 8601 with `Z` or an offset to epoch ms; impossible dates (30 February) are refused. */
export function parseIsoTime(text: string): Result<number, string> {
  const match = ISO.exec(text)
  if (match === null) return fail(`time is ${shown(text)}; ${EXPECTED}`)
  const [, year, month, day, hour, minute, second = '0', fraction = '', zulu, sign] = match
  if (zulu === undefined && sign === undefined) {
    return fail(
      `time ${shown(text)} has no zone; expected Z or an offset such as +01:00 at its end`,
    )
  }
  const [offsetHours, offsetMinutes] = [Number(match[10] ?? 0), Number(match[11] ?? 0)]
  const days = daysInMonth(Number(year), Number(month))
  const possible =
    Number(day) >= 1 && Number(day) <= days && Number(hour) < 24 && Number(minute) < 60
  if (!possible || Number(second) > 60 || offsetHours > 23 || offsetMinutes > 59) {
    return fail(`time ${shown(text)} does not exist; ${EXPECTED}`)
  }
  const offsetMs = (offsetHours * 60 + offsetMinutes) * 60_000 * (sign === '-' ? -1 : 1)
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'))
  const local = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    milliseconds,
  )
  return ok(local - offsetMs)
}

/** 0 for a month that is none. */
function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  if (month < 1 || month > 12) return 0
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}
