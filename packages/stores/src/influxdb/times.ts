/** The first and the last whole millisecond that the engine can keep (64 bits of nanoseconds). */
export const FIRST_MS = -9_223_372_036_854
export const LAST_MS = 9_223_372_036_853

/** Whether the engine takes a time: a whole number of milliseconds from 1677 to 2262. */
export function isStorable(time: number): boolean {
  return Number.isInteger(time) && time >= FIRST_MS && time <= LAST_MS
}

/** The range [from, to) in whole milliseconds that the engine knows; undefined where nothing is in it. */
export function clamped(from: number, to: number): { from: number; to: number } | undefined {
  const range = {
    from: Math.ceil(Math.max(from, FIRST_MS)),
    to: Math.ceil(Math.min(to, LAST_MS + 1)),
  }
  return range.to > range.from ? range : undefined
}

/** The instant as Flux and the deletion have it. */
export function instant(ms: number): string {
  return new Date(ms).toISOString()
}

const DAY_LETTERS = 11

/**
 * Reads many instants as InfluxDB writes them (`2026-01-01T00:00:00Z`, `…00.5Z`): neighbours share
 * their day, so that only the clock is read digit by digit.
 */
export function createInstantReader(): (text: string) => number {
  let day = ''
  let dayMs = 0
  return (text) => {
    if (!text.startsWith(day) || day === '') {
      day = text.slice(0, DAY_LETTERS)
      dayMs = Date.parse(`${day}00:00:00Z`)
    }
    const seconds = two(text, 11) * 3_600 + two(text, 14) * 60 + two(text, 17)
    return dayMs + seconds * 1_000 + (text.charCodeAt(19) === POINT ? thousandths(text) : 0)
  }
}

const POINT = '.'.charCodeAt(0)
const ZERO = '0'.charCodeAt(0)

function two(text: string, at: number): number {
  return (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO
}

/** The digits after the point; what another program has written finer is cut. */
function thousandths(text: string): number {
  return Math.floor(Number(text.slice(19, -1)) * 1_000 + 1e-6)
}
