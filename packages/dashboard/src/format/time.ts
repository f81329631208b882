import { type Language, LOCALES } from './language.js'
import { isoWeek, localDate } from './zone.js'

/** What a time is written for. */
export type TimeStyle = { readonly language: Language; readonly zone: string }

const formatters = new Map<string, Intl.DateTimeFormat>()

/** `23. nov. 2026`, `23 Nov 2026`. */
export function formatDate(ms: number, style: TimeStyle): string {
  return intl(style, { day: 'numeric', month: 'short', year: 'numeric' }).format(ms)
}

/** `23. nov.`, `23 Nov`. */
export function formatShortDate(ms: number, style: TimeStyle): string {
  return intl(style, { day: 'numeric', month: 'short' }).format(ms)
}

/** `06.00`, `06:00`. */
export function formatClock(ms: number, style: TimeStyle, seconds = false): string {
  const second = seconds ? ({ second: '2-digit' } as const) : {}
  return intl(style, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...second }).format(ms)
}

/** `23. nov. 2026 kl. 06.00`, `23 Nov 2026, 06:00`. */
export function formatDateTime(ms: number, style: TimeStyle): string {
  const join = style.language === 'da' ? ' kl. ' : ', '
  return formatDate(ms, style) + join + formatClock(ms, style)
}

/** `Mandag 23. nov. 2026 kl. 13.42`. */
export function formatFullTime(ms: number, style: TimeStyle): string {
  const weekday = capital(intl(style, { weekday: 'long' }).format(ms))
  return `${weekday} ${formatDateTime(ms, style)}`
}

/** `kl. 09.17` today, otherwise with its date. */
export function formatSince(ms: number, now: number, style: TimeStyle): string {
  if (localDate(ms, style.zone) !== localDate(now, style.zone)) return formatDateTime(ms, style)
  return style.language === 'da' ? `kl. ${formatClock(ms, style)}` : formatClock(ms, style)
}

/** `man. 16.`, `Mon 16`: a day on an axis. */
export function formatAxisDay(ms: number, style: TimeStyle): string {
  const weekday = intl(style, { weekday: 'short' }).format(ms)
  const day = intl(style, { day: 'numeric' }).format(ms)
  return `${weekday} ${day.endsWith('.') || style.language === 'en' ? day : `${day}.`}`
}

/** `mandag`, `Monday`. */
export function formatWeekday(ms: number, style: TimeStyle): string {
  return intl(style, { weekday: 'long' }).format(ms)
}

/** `nov. 2026`, `Nov 2026`. */
export function formatMonth(ms: number, style: TimeStyle, long = false): string {
  return intl(style, { month: long ? 'long' : 'short', year: 'numeric' }).format(ms)
}

/** `nov.`, `Nov`: a month on an axis. */
export function formatAxisMonth(ms: number, style: TimeStyle): string {
  return intl(style, { month: 'short' }).format(ms)
}

/** Local days from `from` until, not including, `to`: `16.–22. nov. 2026`. */
export function formatDays(from: number, to: number, style: TimeStyle): string {
  const last = to - 1
  if (localDate(from, style.zone) === localDate(last, style.zone)) return formatDate(from, style)
  const range = intl(style, { day: 'numeric', month: 'short', year: 'numeric' })
  return range
    .formatRange(from, last)
    .replaceAll(/\s*–\s*/g, (dash, at: number, whole: string) =>
      /[a-z]/i.test(whole.slice(0, at)) ? ' – ' : dash.trim(),
    )
}

/** A window: `fre. 20. nov. 2026 kl. 10.00–11.00`, or its days where it is made of whole ones. */
export function formatWindow(start: number, end: number, style: TimeStyle): string {
  const midnights = [start, end].every((ms) => /^00.00$/.test(formatClock(ms, style)))
  if (midnights && end - start > 3_600_000 * 20) {
    if (end - start > 3_600_000 * 26) return formatDays(start, end, style)
    return capital(`${intl(style, { weekday: 'short' }).format(start)} ${formatDate(start, style)}`)
  }
  const weekday = capital(intl(style, { weekday: 'short' }).format(start))
  const clock = style.language === 'da' ? ' kl. ' : ', '
  return `${weekday} ${formatDate(start, style)}${clock}${formatClockRange(start, end, style)}`
}

/** `10.00–11.00`. */
export function formatClockRange(start: number, end: number, style: TimeStyle): string {
  return `${formatClock(start, style)}–${formatClock(end, style)}`
}

/** `Uge 47`, `Week 47`. */
export function formatWeek(ms: number, style: TimeStyle): string {
  const { week } = isoWeek(localDate(ms, style.zone))
  return `${style.language === 'da' ? 'Uge' : 'Week'} ${week}`
}

function intl(style: TimeStyle, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${style.language} ${style.zone} ${JSON.stringify(options)}`
  let format = formatters.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(LOCALES[style.language], { timeZone: style.zone, ...options })
    formatters.set(key, format)
  }
  return format
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
