/** A wall clock's reading in a zone. `month` counts from 1, `weekday` from 1 (Monday) to 7. */
export type WallTime = {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly weekday: number
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** What the clocks of `zone` show at an instant (epoch ms). */
export function wallTime(ms: number, zone: string): WallTime {
  const parts: Record<string, string> = {}
  for (const part of formatterOf(zone).formatToParts(ms)) parts[part.type] = part.value
  const year = Number(parts.year)
  const month = Number(parts.month)
  const day = Number(parts.day)
  return {
    year,
    month,
    day,
    hour: Number(parts.hour),
    minute: Number(parts.minute),
    second: Number(parts.second),
    weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7,
  }
}

/** The local date `YYYY-MM-DD` of an instant. */
export function localDate(ms: number, zone: string): string {
  const { year, month, day } = wallTime(ms, zone)
  return dateText(year, month, day)
}

/** The instant at which a local date begins. On a day whose midnight does not exist: its first instant. */
export function startOfDate(date: string, zone: string): number {
  const asUtc = Date.parse(`${date}T00:00:00Z`)
  const first = asUtc - offsetAt(asUtc, zone)
  return asUtc - offsetAt(first, zone)
}

/** Calendar arithmetic on a local date. Months keep the day where it exists. */
export function addToDate(date: string, step: { days?: number; months?: number }): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const shifted = new Date(Date.UTC(year, month - 1 + (step.months ?? 0), 1))
  const last = new Date(
    Date.UTC(shifted.getUTCFullYear(), shifted.getUTCMonth() + 1, 0),
  ).getUTCDate()
  shifted.setUTCDate(Math.min(day, last) + (step.days ?? 0))
  return shifted.toISOString().slice(0, 10)
}

/** The ISO 8601 week of a local date. */
export function isoWeek(date: string): { week: number; year: number } {
  const day = new Date(`${date}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + 4 - (day.getUTCDay() || 7))
  const year = day.getUTCFullYear()
  const week = Math.ceil(((day.getTime() - Date.UTC(year, 0, 1)) / 86_400_000 + 1) / 7)
  return { week, year }
}

/** The Monday on or before a local date. */
export function mondayOf(date: string): string {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() || 7
  return addToDate(date, { days: 1 - weekday })
}

/** How far the zone's clocks are ahead of UTC at an instant, ms. */
export function offsetAt(ms: number, zone: string): number {
  const { year, month, day, hour, minute, second } = wallTime(ms, zone)
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000
}

function dateText(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  let format = formatters.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formatters.set(zone, format)
  }
  return format
}
