import type { Format } from '../format/format.js'
import { addToDate, localDate, startOfDate, wallTime } from '../format/zone.js'

/** A y axis: its ends, round ticks and the decimals that tell them apart. */
export type ValueScale = {
  readonly low: number
  readonly high: number
  readonly ticks: readonly number[]
  readonly decimals: number
}

/** Three to five round ticks around the values; from zero for amounts. */
export function valueScale(values: readonly number[], base: 'zero' | 'level'): ValueScale {
  let low = Math.min(...values)
  let high = Math.max(...values)
  if (values.length === 0) [low, high] = [0, 1]
  if (base === 'zero') [low, high] = [Math.min(0, low), Math.max(0, high)]
  if (low === high) [low, high] = base === 'zero' ? [low, low + 1] : [low - 1, high + 1]

  const step = roundStep((high - low) / 4)
  const first = Math.floor(low / step + 1e-9)
  const last = Math.ceil(high / step - 1e-9)
  const decimals = Math.max(
    0,
    Math.min(6, -Math.floor(Math.log10(step) + 1e-9) + (isHalf(step) ? 1 : 0)),
  )
  const ticks = Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toFixed(decimals)),
  )
  return { low: ticks[0] ?? low, high: ticks.at(-1) ?? high, ticks, decimals }
}

/** A mark of the time axis. `strong`: it carries the date at midnight. */
export type TimeTick = { readonly at: number; readonly text: string; readonly strong?: boolean }

/** The labels of a time axis and the quiet lines at midnights or months. */
export type TimeScale = { readonly ticks: readonly TimeTick[]; readonly lines: readonly number[] }

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Labels for a span in the site's zone: hours as `06`, days as `man. 16.`, months as `nov.`. */
export function timeScale(
  span: { from: number; to: number },
  width: number,
  format: Format,
): TimeScale {
  const { from, to } = span
  const room = Math.max(2, Math.floor(width / 56))
  const length = to - from
  if (length <= 2.5 * DAY) return hourScale(span, room, format)
  if (length <= 10.5 * DAY) return dayScale(span, room, format)
  if (length <= 70 * DAY) return dateScale(span, room, format)
  return monthScale(span, room, format)
}

function hourScale(
  { from, to }: { from: number; to: number },
  room: number,
  format: Format,
): TimeScale {
  const hours = (to - from) / HOUR
  const step = [1, 2, 3, 6, 12].find((n) => hours / n <= room) ?? 24
  const ticks: TimeTick[] = []
  const lines: number[] = []
  const start = Math.ceil(from / HOUR) * HOUR
  for (let at = start; at <= to; at += HOUR) {
    const { hour } = wallTime(at, format.zone)
    if (hour === 0) {
      lines.push(at)
      ticks.push({ at, text: format.shortDate(at), strong: true })
    } else if (hour % step === 0) ticks.push({ at, text: String(hour).padStart(2, '0') })
  }
  return { ticks, lines }
}

function dayScale(span: { from: number; to: number }, room: number, format: Format): TimeScale {
  const lines = midnights(span, format.zone)
  const edges = [span.from, ...lines.filter((at) => at > span.from && at < span.to), span.to]
  const short = edges.length > room
  const ticks = edges.slice(0, -1).flatMap((start, i) => {
    const end = edges[i + 1] ?? span.to
    if (end - start < DAY / 2) return []
    const at = (start + end) / 2
    return [{ at, text: short ? format.axisDay(at).replace(/^\S+ /, '') : format.axisDay(at) }]
  })
  return { ticks, lines }
}

function dateScale(span: { from: number; to: number }, room: number, format: Format): TimeScale {
  const all = midnights(span, format.zone)
  const step = [1, 2, 7, 14].find((n) => all.length / n <= room) ?? 28
  const lines = all.filter((_, i) => i % step === 0)
  return { ticks: lines.map((at) => ({ at, text: format.shortDate(at) })), lines }
}

function monthScale(span: { from: number; to: number }, room: number, format: Format): TimeScale {
  const { zone } = format
  const lines: number[] = []
  let date = `${localDate(span.from, zone).slice(0, 7)}-01`
  for (let at = startOfDate(date, zone); at < span.to; at = startOfDate(date, zone)) {
    if (at >= span.from) lines.push(at)
    date = addToDate(date, { months: 1 })
  }
  const step = [1, 2, 3, 6, 12].find((n) => lines.length / n <= room) ?? 24
  const ticks = lines
    .filter((_, i) => i % step === 0)
    .map((at) => {
      const january = wallTime(at, zone).month === 1
      return january
        ? { at, text: format.month(at).slice(-4), strong: true }
        : { at, text: format.axisMonth(at) }
    })
  return { ticks, lines }
}

function midnights({ from, to }: { from: number; to: number }, zone: string): number[] {
  const found: number[] = []
  let date = localDate(from, zone)
  for (let at = startOfDate(date, zone); at <= to; at = startOfDate(date, zone)) {
    if (at >= from) found.push(at)
    date = addToDate(date, { days: 1 })
  }
  return found
}

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  const factor = [1, 2, 2.5, 5, 10].find((n) => n * power >= rough * 0.999) ?? 10
  return factor * power
}

function isHalf(step: number): boolean {
  return Math.abs(step / 10 ** Math.floor(Math.log10(step) + 1e-9) - 2.5) < 1e-9
}
