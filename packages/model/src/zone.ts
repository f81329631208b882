import { Temporal } from 'temporal-polyfill'

/** A time in which a zone keeps one offset: local = UTC + `offsetMs` for `from` <= UTC < `until`. */
export type OffsetPeriod = {
  readonly from: number
  readonly until: number
  readonly offsetMs: number
}

/** An IANA zone's offsets, each found once. Throws RangeError for a zone that does not exist. */
export type Zone = {
  /** The period that an instant lies in. */
  offsetAt(ms: number): OffsetPeriod
  /** The first instant whose local wall clock shows `localMs` or, in a gap, later. */
  instantOf(localMs: number): number
}

/**
 * The zone's table, kept for the life of the process: a zone's past does not change. Kept under its
 * proper name only, for names are asked for from outside in any mixture of capitals.
 */
export function zoneOf(timezone: string): Zone {
  const known = zones.get(timezone)
  if (known !== undefined) return known
  const name = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timezone).timeZoneId
  const zone = zones.get(name) ?? createZone(name)
  zones.set(name, zone)
  return zone
}

export function isTimezone(text: string): boolean {
  try {
    zoneOf(text)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

const zones = new Map<string, Zone>()

/** No zone is further from UTC than this. */
const FURTHEST_MS = 26 * 3_600_000

function createZone(timezone: string): Zone {
  const periods: OffsetPeriod[] = []
  let recent = periodAt(timezone, 0)

  function offsetAt(ms: number): OffsetPeriod {
    if (ms >= recent.from && ms < recent.until) return recent
    const known = periods.find((period) => ms >= period.from && ms < period.until)
    if (known === undefined) periods.push(periodAt(timezone, ms))
    recent = known ?? periods.at(-1) ?? recent
    return recent
  }

  function instantOf(localMs: number): number {
    let period = offsetAt(localMs - FURTHEST_MS)
    while (localMs - period.offsetMs >= period.until) period = offsetAt(period.until)
    return Math.max(localMs - period.offsetMs, period.from)
  }

  return { offsetAt, instantOf }
}

function periodAt(timezone: string, ms: number): OffsetPeriod {
  // The zone's own view of the instant; `previous` looks strictly before it, so ask from 1 ms later.
  const here = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timezone)
  const after = Temporal.Instant.fromEpochMilliseconds(ms + 1).toZonedDateTimeISO(timezone)
  return {
    from: after.getTimeZoneTransition('previous')?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    until: here.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offsetMs: here.offsetNanoseconds / 1e6,
  }
}
