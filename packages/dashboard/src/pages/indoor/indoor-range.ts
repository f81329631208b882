import type { WindowSize } from '@bypuls/model'
import type { Range } from '../../app/range.js'
import { addToDate, localDate, mondayOf, startOfDate } from '../../format/zone.js'

const DAY = 86_400_000

/** The columns that a table of rooms can have for a range, finest first: up to some 60 of them. */
export function columnSizes(range: Range): readonly WindowSize[] {
  const days = (range.to - range.from) / DAY
  if (days <= 2.5) return ['PT1H']
  if (days <= 10.5) return ['P1D']
  return days <= 62 ? ['P1D', 'P1W'] : ['P1W', 'P1M']
}

/** The columns in use: those asked for where they suit. */
export function chosenColumns(range: Range, asked: WindowSize | undefined): WindowSize {
  const sizes = columnSizes(range)
  return sizes.find((size) => size === asked) ?? sizes[0] ?? 'PT1H'
}

/** The windows of a single room's lines. */
export function lineWindow(range: Range): WindowSize {
  const days = (range.to - range.from) / DAY
  if (days <= 2.5) return 'PT10M'
  return days <= 10.5 ? 'PT1H' : 'P1D'
}

/** A local week from Monday, epoch ms. */
export type Week = { readonly from: number; readonly to: number }

/** The local weeks up to the one that a range ends in, oldest first. */
export function weeksBefore(range: Range, count: number): readonly Week[] {
  const last = mondayOf(localDate(range.until - 1, range.zone))
  return Array.from({ length: count }, (_, i) => {
    const monday = addToDate(last, { days: (i - count + 1) * 7 })
    return {
      from: startOfDate(monday, range.zone),
      to: startOfDate(addToDate(monday, { days: 7 }), range.zone),
    }
  })
}
