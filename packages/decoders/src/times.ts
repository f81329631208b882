import { fail, ok, type Result } from '@bypuls/model'
import { shown } from './rejections.js'

/** Numbers below are seconds, from here on milliseconds: 10^11 s is the year 5138, 10^11 ms is 1973. */
const MILLISECONDS_FROM = 100_000_000_000
/** Beyond the year 9999 no calendar reads it. */
const LATEST_MS = 253_402_300_800_000

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

/** What a time of day without zone looks like, to tell that from no time at all. */
const WITHOUT_ZONE = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d([.,]\d+)?)?$/

/**
 * ISO 8601 with `Z` or an offset to epoch ms; impossible dates (30 February) are refused.
 * Read character by character, for every message passes here: an expression takes ten times as long.
 */
export function parseIsoTime(text: string): Result<number, string> {
  const minute = digits(text, 14, 2)
  const hasSeconds = text.charCodeAt(16) === COLON
  const second = hasSeconds ? digits(text, 17, 2) : 0
  const point = text.charCodeAt(19)
  const hasFraction = hasSeconds && (point === 0x2e || point === 0x2c)
  const fractionEnd = hasFraction ? endOfDigits(text, 20) : 20
  const zoneAt = hasFraction ? fractionEnd : hasSeconds ? 19 : 16
  const offset = offsetMinutes(text, zoneAt)
  const separator = text.charCodeAt(10)
  const hasShape =
    text.charCodeAt(4) === DASH &&
    text.charCodeAt(7) === DASH &&
    (separator === 0x54 || separator === 0x74 || separator === 0x20) &&
    text.charCodeAt(13) === COLON &&
    (!hasFraction || (fractionEnd > 20 && fractionEnd <= 29))
  const [year, month, day] = [digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2)]
  const hour = digits(text, 11, 2)
  // A part that is no number makes the sum no number.
  if (!hasShape || Number.isNaN(year + month + day + hour + minute + second + offset)) {
    return fail(
      WITHOUT_ZONE.test(text)
        ? `time ${shown(text)} has no zone; expected Z or an offset such as +01:00 at its end`
        : `time is ${shown(text)}; ${EXPECTED}`,
    )
  }
  const exists =
    year >= 1_000 &&
    day >= 1 &&
    day <= daysInMonth(year, month) &&
    hour < 24 &&
    minute < 60 &&
    second <= 60
  if (!exists || Math.abs(offset) >= 24 * 60) {
    return fail(`time ${shown(text)} does not exist; ${EXPECTED}`)
  }
  const ms = hasFraction ? Number(text.slice(20, Math.min(fractionEnd, 23)).padEnd(3, '0')) : 0
  return ok(Date.UTC(year, month - 1, day, hour, minute - offset, second, ms))
}

const DASH = 0x2d
const COLON = 0x3a

/** A number of so many digits; NaN where one of them is none. */
function digits(text: string, from: number, count: number): number {
  let value = 0
  for (let at = from; at < from + count; at += 1) {
    const digit = text.charCodeAt(at) - 0x30
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

function endOfDigits(text: string, from: number): number {
  let at = from
  while (text.charCodeAt(at) >= 0x30 && text.charCodeAt(at) <= 0x39) at += 1
  return at
}

/** `Z`, `+01:00`, `+0100` at the end of the text, in minutes; NaN for anything else. */
function offsetMinutes(text: string, at: number): number {
  const sign = text.charCodeAt(at)
  if ((sign | 0x20) === 0x7a) return text.length === at + 1 ? 0 : Number.NaN
  if (sign !== 0x2b && sign !== DASH) return Number.NaN
  const minutesAt = text.charCodeAt(at + 3) === COLON ? at + 4 : at + 3
  if (text.length !== minutesAt + 2) return Number.NaN
  const minutes = digits(text, minutesAt, 2)
  const total = digits(text, at + 1, 2) * 60 + (minutes < 60 ? minutes : 24 * 60)
  return sign === DASH ? -total : total
}

/** 0 for a month that is none. */
function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  if (month < 1 || month > 12) return 0
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}
