import type { DeviceLink } from './device.js'
import type { Interval } from './window.js'

/** A time in which a point expects readings: `from` inclusive, `to` exclusive, may be Infinity. */
export type ExpectedPeriod = {
  readonly from: number
  readonly to: number
  readonly intervalMs: number
}

/** A gap longer than this many expected intervals is a hole: no line over it, an estimate across it. */
export const HOLE_INTERVALS = 3

/** When and how often a point's links promise readings; where two overlap the later one counts. */
export function expectedPeriods(
  links: readonly Pick<DeviceLink, 'from' | 'to' | 'expectedIntervalMs'>[],
): readonly ExpectedPeriod[] {
  const inOrder = [...links].sort((a, b) => a.from - b.from)
  return inOrder
    .map((link, index) => ({
      from: link.from,
      to: Math.min(link.to ?? Infinity, inOrder[index + 1]?.from ?? Infinity),
      intervalMs: link.expectedIntervalMs,
    }))
    .filter((period) => period.to > period.from)
}

/**
 * How many readings a window should hold. Nothing is expected of the future: in the window that `now`
 * lies in, only what is already due counts, and only whole readings.
 */
export function expectedReadings(
  periods: readonly ExpectedPeriod[],
  window: Interval,
  now: number,
): number {
  const end = Math.min(window.end, now)
  let expected = 0
  for (const { from, to, intervalMs } of periods) {
    const overlap = Math.min(end, to) - Math.max(window.start, from)
    if (overlap > 0) expected += overlap / intervalMs
  }
  return now < window.end ? Math.floor(expected) : expected
}

/** Readings present ÷ readings expected, at most 1; null where nothing is expected. */
export function coverageOf(count: number, expected: number): number | null {
  if (expected > 0) return Math.min(1, count / expected)
  return count > 0 ? 1 : null
}

/** The expected interval at an instant, or of the nearest period before it, else after it. */
export function intervalAt(periods: readonly ExpectedPeriod[], ms: number): number | undefined {
  const begun = periods.findLast((period) => period.from <= ms)
  return (begun ?? periods[0])?.intervalMs
}
