import type { WindowSize } from '@bypuls/model'
import type { Compare, Range } from '../../app/range.js'
import { windowsFor } from '../../app/range.js'

const DAY = 86_400_000
const SIZES: readonly WindowSize[] = ['PT10M', 'PT1H', 'P1D', 'P1M']

/** The resolutions that suit a range, finest first; never none. */
export function environmentWindows(range: Range): readonly WindowSize[] {
  const days = (range.to - range.from) / DAY
  const fitting = windowsFor(range).filter(
    (size) =>
      SIZES.includes(size) && (size !== 'P1D' || days > 1.5) && (size !== 'P1M' || days > 60),
  )
  return fitting.length === 0 ? ['PT10M'] : fitting
}

/** The resolution in use: the one asked for where it suits, else the one that draws up to some 200 windows. */
export function chosenWindow(range: Range, asked: WindowSize | undefined): WindowSize {
  const sizes = environmentWindows(range)
  const found = sizes.find((size) => size === asked)
  if (found) return found
  const days = (range.to - range.from) / DAY
  const wanted = days <= 2 ? 'PT10M' : days <= 10 ? 'PT1H' : 'P1D'
  return sizes.find((size) => size === wanted) ?? sizes[0] ?? 'PT1H'
}

/** What a range is held against where the URL does not say: a week before, as long as that can be read. */
export function usualCompare(range: Range): Compare {
  return range.to - range.from <= 8 * DAY ? 'week' : 'none'
}
