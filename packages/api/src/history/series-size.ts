import type { ExpectedPeriod, Interval, WindowSize } from '@bypuls/model'

/** A chart draws no more windows than this. */
export const MOST_WINDOWS = 1000

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Every size with its width; the local ones by their shortest, so that a count is never too low. */
const WIDTHS: readonly (readonly [WindowSize, number])[] = [
  ['PT1M', 60_000],
  ['PT5M', 5 * 60_000],
  ['PT10M', 10 * 60_000],
  ['PT15M', 15 * 60_000],
  ['PT30M', 30 * 60_000],
  ['PT1H', HOUR_MS],
  ['P1D', 23 * HOUR_MS],
  ['P1W', 7 * DAY_MS - HOUR_MS],
  ['P1M', 28 * DAY_MS - HOUR_MS],
  ['P1Y', 365 * DAY_MS - HOUR_MS],
]

export type AutoQuery = Interval & {
  /** Width of the chart; two pixels per window at least. */
  readonly pixels?: number
  /** The periods of every point that will be drawn. */
  readonly periods: readonly ExpectedPeriod[]
}

/**
 * The smallest size that gives at most 1000 windows (and one per two pixels), and that is not finer than
 * the slowest of the points reports.
 */
export function autoSize({ start, end, pixels, periods }: AutoQuery): WindowSize {
  const most = Math.max(1, Math.min(MOST_WINDOWS, Math.floor((pixels ?? Infinity) / 2)))
  const slowest = periods
    .filter((period) => period.from < end && period.to > start)
    .reduce((longest, { intervalMs }) => Math.max(longest, intervalMs), 0)
  const fitting = WIDTHS.find(
    ([size, width]) => windowsAtMost(size, { start, end }) <= most && width >= slowest,
  )
  return fitting?.[0] ?? 'P1Y'
}

/** How many windows of a size cover an interval, at most: what a question will cost. */
export function windowsAtMost(size: WindowSize, { start, end }: Interval): number {
  const width = WIDTHS.find(([known]) => known === size)?.[1] ?? HOUR_MS
  return Math.ceil((end - start) / width) + 1
}
