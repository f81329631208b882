import type { WindowSize } from '@bypuls/model'
import type { Format } from '../format/format.js'
import { addToDate, localDate, mondayOf, startOfDate } from '../format/zone.js'

/** Ranges that move with the clock: rolling ones and the local day, week, month and year of today. */
export const RANGES = ['6h', '24h', '7d', '30d', '365d', 'today', 'week', 'month', 'year'] as const
export type RangeName = (typeof RANGES)[number]

/** What a period is held against: nothing, the one before it, or the same one a week or a year earlier. */
export const COMPARES = ['none', 'previous', 'week', 'year'] as const
export type Compare = (typeof COMPARES)[number]

/** A resolved range. `from`/`to` are epoch ms UTC, `to` exclusive. */
export type Range = {
  readonly name: RangeName | 'fixed'
  readonly from: number
  /** The end of the axis; may lie ahead of now ("today" ends at midnight). */
  readonly to: number
  /** Up to here there can be data: the end, or now. Rounded up to the minute so that requests repeat. */
  readonly until: number
  /** Moves with the clock. */
  readonly live: boolean
  /** The calendar unit of it, if it is exactly one; `step` moves by it. */
  readonly unit: 'day' | 'week' | 'month' | 'year' | 'rolling' | 'span'
  readonly zone: string
}

type RangeSearch = {
  readonly range?: RangeName | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/**
 * The range that a URL asks for. `now` is the clock, or the newest reading of a historical site.
 * `fallback` is what the page shows when the URL says nothing.
 */
export function resolveRange(
  search: RangeSearch,
  context: { now: number; zone: string; fallback: RangeName; live?: boolean },
): Range {
  const { now, zone, fallback, live = true } = context
  const fixed = fixedSpan(search, zone)
  if (fixed) return toRange('fixed', fixed, { now, zone, live: false })
  const name = search.range ?? fallback
  return toRange(name, namedSpan(name, now, zone), { now, zone, live })
}

/** The range before (-1) or after (+1), as `from` and `to` for the URL. */
export function stepRange(range: Range, direction: 1 | -1): { from: string; to: string } {
  const { zone } = range
  if (range.unit === 'rolling' || range.unit === 'span') {
    const width = range.to - range.from
    const from = range.from + direction * width
    return { from: new Date(from).toISOString(), to: new Date(from + width).toISOString() }
  }
  const steps = {
    day: { days: 1 },
    week: { days: 7 },
    month: { months: 1 },
    year: { months: 12 },
  }[range.unit]
  const first = localDate(range.from, zone)
  const from = addToDate(first, scaled(steps, direction))
  return { from, to: addToDate(from, steps) }
}

/** The calendar unit around the middle of what is looked at, as `from` and `to` for the URL. */
export function unitAround(
  range: Range,
  unit: 'day' | 'week' | 'month' | 'year',
): { from: string; to: string } {
  const last = localDate(Math.min(range.until, range.to) - 1, range.zone)
  const from = unitStart(unit, last)
  const step = { day: { days: 1 }, week: { days: 7 }, month: { months: 1 }, year: { months: 12 } }
  return { from, to: addToDate(from, step[unit]) }
}

/** The period that `range` is compared with; null for none. */
export function compareRange(range: Range, compare: Compare): Range | null {
  if (compare === 'none') return null
  const back =
    compare === 'week' ? { days: -7 } : compare === 'year' ? { months: -12 } : backByUnit(range)
  const shift = (ms: number) => {
    if (back === null) return ms - (range.to - range.from)
    const date = localDate(ms, range.zone)
    const intoDay = ms - startOfDate(date, range.zone)
    return startOfDate(addToDate(date, back), range.zone) + intoDay
  }
  const from = shift(range.from)
  const to = shift(range.to)
  return { ...range, name: 'fixed', from, to, until: to, live: false }
}

/** The windows that make sense for a range, finest first: between some 12 and 1000 of them. */
export function windowsFor(range: Range): readonly WindowSize[] {
  const hours = (range.to - range.from) / 3_600_000
  return WIDTHS.filter(
    ([, width]) => hours / width <= 1000 && (hours / width >= 6 || width === 24),
  ).map(([size]) => size)
}

/** A name for the range: `Uge 47, 16.–22. nov. 2026`. Rolling ones are named by the caller. */
export function rangeTitle(range: Range, format: Format): string {
  const { from, to } = range
  if (range.unit === 'day') return format.window(from, to)
  if (range.unit === 'week') return `${format.week(from)}, ${format.days(from, to)}`
  if (range.unit === 'month') return capital(format.month(from, true))
  if (range.unit === 'year') return format.date(from).slice(-4)
  if (range.unit === 'rolling' || to - from < 40 * 3_600_000)
    return `${format.dateTime(from)} – ${format.dateTime(to)}`
  return format.days(from, to)
}

/** A range for the API: instants, cut at now. */
export function spanParams(range: Range): { from: string; to: string } {
  return { from: new Date(range.from).toISOString(), to: new Date(range.until).toISOString() }
}

const MINUTE = 60_000
const HOUR = 3_600_000
const WIDTHS: readonly (readonly [WindowSize, number])[] = [
  ['PT1M', 1 / 60],
  ['PT5M', 1 / 12],
  ['PT10M', 1 / 6],
  ['PT30M', 1 / 2],
  ['PT1H', 1],
  ['P1D', 24],
  ['P1M', 730],
]
const ROLLING: Readonly<Partial<Record<RangeName, number>>> = {
  '6h': 6 * HOUR,
  '24h': 24 * HOUR,
  '7d': 168 * HOUR,
  '30d': 720 * HOUR,
  '365d': 8760 * HOUR,
}

type Span = { from: number; to: number; unit: Range['unit'] }

function fixedSpan({ from, to }: RangeSearch, zone: string): Span | null {
  if (from === undefined || to === undefined) return null
  const start = instantOf(from, zone)
  const end = instantOf(to, zone)
  if (!(start < end)) return null
  return { from: start, to: end, unit: unitOf(start, end, zone) }
}

function namedSpan(name: RangeName, now: number, zone: string): Span {
  const rolling = ROLLING[name]
  if (rolling !== undefined) {
    const to = Math.ceil(now / MINUTE) * MINUTE
    return { from: to - rolling, to, unit: 'rolling' }
  }
  const unit = name === 'week' || name === 'month' || name === 'year' ? name : 'day'
  const first = unitStart(unit, localDate(now, zone))
  const step = { day: { days: 1 }, week: { days: 7 }, month: { months: 1 }, year: { months: 12 } }
  const last = addToDate(first, step[unit])
  return { from: startOfDate(first, zone), to: startOfDate(last, zone), unit }
}

function toRange(
  name: Range['name'],
  span: Span,
  context: { now: number; zone: string; live: boolean },
): Range {
  const until = Math.min(span.to, Math.ceil(context.now / MINUTE) * MINUTE)
  const { zone, live } = context
  return { name, ...span, until: until > span.from ? until : span.to, live, zone }
}

function unitOf(from: number, to: number, zone: string): Range['unit'] {
  const first = localDate(from, zone)
  const last = localDate(to, zone)
  const whole = startOfDate(first, zone) === from && startOfDate(last, zone) === to
  if (!whole) return 'span'
  if (addToDate(first, { days: 1 }) === last) return 'day'
  if (addToDate(first, { days: 7 }) === last && mondayOf(first) === first) return 'week'
  if (first.endsWith('-01') && addToDate(first, { months: 1 }) === last) return 'month'
  if (first.endsWith('-01-01') && addToDate(first, { months: 12 }) === last) return 'year'
  return 'span'
}

function unitStart(unit: 'day' | 'week' | 'month' | 'year', date: string): string {
  if (unit === 'week') return mondayOf(date)
  if (unit === 'month') return `${date.slice(0, 7)}-01`
  if (unit === 'year') return `${date.slice(0, 4)}-01-01`
  return date
}

function backByUnit(range: Range): { days?: number; months?: number } | null {
  if (range.unit === 'day') return { days: -1 }
  if (range.unit === 'week') return { days: -7 }
  if (range.unit === 'month') return { months: -1 }
  if (range.unit === 'year') return { months: -12 }
  return null
}

function scaled(step: { days?: number; months?: number }, by: number) {
  return {
    ...(step.days === undefined ? {} : { days: step.days * by }),
    ...(step.months === undefined ? {} : { months: step.months * by }),
  }
}

function instantOf(text: string, zone: string): number {
  return text.length === 10 ? startOfDate(text, zone) : Date.parse(text)
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
