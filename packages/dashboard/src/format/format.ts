import { formatAge, formatDuration } from './duration.js'
import type { Language } from './language.js'
import {
  formatBrief,
  formatFigure,
  formatFigures,
  formatNumber,
  formatShare,
  withUnit,
} from './number.js'
import * as time from './time.js'
import { formatTitle, type Titles } from './title.js'
import { formatUnit } from './unit.js'

/** Everything that turns numbers and instants (epoch ms) into text for one language and zone. */
export type Format = ReturnType<typeof createFormat>

/** Binds the pure formatters to a language and a time zone. */
export function createFormat(language: Language, zone: string) {
  const style = { language, zone }
  return {
    language,
    zone,
    number: (value: number, decimals = 0) => formatNumber(value, language, decimals),
    figure: (value: number) => formatFigure(value, language),
    /** The lowest and the highest of something, equally exact. */
    figures: (low: number, high: number) => formatFigures(low, high, language),
    /** As short as can be: no decimals from 10. */
    brief: (value: number) => formatBrief(value, language),
    /** A share 0 to 1 as per cent. */
    share: (share: number, decimals?: number) => formatShare(share, language, decimals),
    /** A UCUM unit as people write it. */
    unit: (ucum: string) => formatUnit(ucum, language),
    /** A metric's or a point's title in the page's language, formulas with their small digits. */
    title: (titles: Titles) => formatTitle(titles, language),
    /** A value with its UCUM unit; without `decimals` three significant figures. */
    quantity: (value: number, ucum: string, decimals?: number) =>
      withUnit(
        decimals === undefined
          ? formatFigure(value, language)
          : formatNumber(value, language, decimals),
        formatUnit(ucum, language),
      ),
    date: (ms: number) => time.formatDate(ms, style),
    shortDate: (ms: number) => time.formatShortDate(ms, style),
    clock: (ms: number, seconds = false) => time.formatClock(ms, style, seconds),
    dateTime: (ms: number) => time.formatDateTime(ms, style),
    fullTime: (ms: number) => time.formatFullTime(ms, style),
    since: (ms: number, now: number) => time.formatSince(ms, now, style),
    days: (from: number, to: number) => time.formatDays(from, to, style),
    window: (start: number, end: number) => time.formatWindow(start, end, style),
    clockRange: (start: number, end: number) => time.formatClockRange(start, end, style),
    week: (ms: number) => time.formatWeek(ms, style),
    month: (ms: number, long = false) => time.formatMonth(ms, style, long),
    weekday: (ms: number) => time.formatWeekday(ms, style),
    axisDay: (ms: number) => time.formatAxisDay(ms, style),
    axisMonth: (ms: number) => time.formatAxisMonth(ms, style),
    duration: (ms: number) => formatDuration(ms, language),
    age: (ms: number) => formatAge(ms, language),
  }
}
