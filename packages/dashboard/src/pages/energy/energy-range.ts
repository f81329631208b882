import type { Site, WindowSize } from '@bypuls/model'
import {
  type Compare,
  compareRange,
  type Range,
  rangeTitle,
  resolveRange,
  windowsFor,
} from '../../app/range.js'
import type { Search } from '../../app/search.js'
import type { Format } from '../../format/format.js'
import { addToDate, localDate, mondayOf, startOfDate } from '../../format/zone.js'

/** What span the page looks at: a live site opens on today, old data on its last seven days. */
export function energyRange(
  search: Search,
  site: Pick<Site, 'source' | 'timezone'>,
  now: number,
): Range {
  const context = { now, zone: site.timezone, fallback: 'today' } as const
  if (site.source !== 'historical') return resolveRange(search, context)
  return historicalRange(search, now, site.timezone)
}

/** A span of old data: its last seven local days where nothing is asked for; never called "today". */
export function historicalRange(search: Search, now: number, zone: string): Range {
  const to = addToDate(localDate(now - 1, zone), { days: 1 })
  const asked = search.from !== undefined || search.range !== undefined
  const open = asked ? search : { from: addToDate(to, { days: -7 }), to }
  const range = resolveRange(open, { now, zone, fallback: 'week', live: false })
  return { ...range, name: 'fixed', live: false }
}

/** The resolutions that suit a range, finest first; never none. */
export function energyWindows(range: Range): readonly WindowSize[] {
  const days = (range.to - range.from) / 86_400_000
  const fitting = windowsFor(range).filter(
    (size) => size === 'PT1H' || (size === 'P1D' && days > 1.5) || size === 'P1M',
  )
  return fitting.length === 0 ? ['PT1H'] : fitting
}

/** The resolution in use: the one asked for where it suits, else the one that draws some 7 to 200 bars. */
export function chosenWindow(range: Range, asked: WindowSize | undefined): WindowSize {
  const sizes = energyWindows(range)
  const found = sizes.find((size) => size === asked)
  if (found) return found
  const days = (range.to - range.from) / 86_400_000
  const wanted = days <= 10 ? 'PT1H' : days <= 200 ? 'P1D' : 'P1M'
  return sizes.find((size) => size === wanted) ?? sizes[0] ?? 'PT1H'
}

/** What a range can be held against, and what it is where nothing is asked for. */
export function comparesOf(range: Range): { all: readonly Compare[]; usual: Compare } {
  if (range.unit === 'day') return { all: ['week', 'previous', 'year', 'none'], usual: 'week' }
  if (range.unit === 'year') return { all: ['previous', 'none'], usual: 'previous' }
  return { all: ['previous', 'year', 'none'], usual: 'previous' }
}

/** The earlier period, cut at the same place as this one: a day so far against the same hours. */
export function earlierRange(range: Range, compare: Compare): Range | null {
  const whole = compareRange(range, compare)
  if (whole === null || range.until >= range.to) return whole
  const width = range.to - range.from
  const cut = compareRange({ ...range, from: range.until - width, to: range.until }, compare)
  return cut === null ? whole : { ...whole, until: Math.min(whole.to, cut.to) }
}

/** A short name for a period in the middle of a sentence: `uge 46`, `man. 16. nov.`, `okt. 2026`. */
export function periodName(range: Range, format: Format): string {
  if (range.unit === 'day') return `${format.weekday(range.from)} ${format.shortDate(range.from)}`
  if (range.unit === 'week') return lowered(format.week(range.from), format)
  if (range.unit === 'month') return format.month(range.from)
  return rangeTitle(range, format)
}

/** The weekends of a range of up to some weeks, for the chart's ground. */
export function weekends({ from, to, zone }: Range): readonly { from: number; to: number }[] {
  const days = (to - from) / 86_400_000
  if (days < 2 || days > 45) return []
  const found: { from: number; to: number }[] = []
  for (let date = mondayOf(localDate(from, zone)); startOfDate(date, zone) < to; ) {
    const start = Math.max(from, startOfDate(addToDate(date, { days: 5 }), zone))
    date = addToDate(date, { days: 7 })
    const end = Math.min(to, startOfDate(date, zone))
    if (start < end) found.push({ from: start, to: end })
  }
  return found
}

function lowered(text: string, format: Format): string {
  return format.language === 'da' ? text.toLocaleLowerCase('da') : text
}
