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
