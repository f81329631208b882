import { DAY_MS } from '../series/day-series.js'

/** `work`: a school or office day; `weekend`; `holiday`: a weekday on which nobody comes. */
export type DayType = 'work' | 'weekend' | 'holiday'
/** Whose calendar: schools have more holidays than offices. */
export type CalendarName = 'school' | 'office'

const cache = new Map<string, DayType>()

/** What kind of day it is, by the local date that most of the UTC day belongs to. */
export function dayType(calendar: CalendarName, day: number): DayType {
  const key = `${calendar}${day}`
  const known = cache.get(key)
  if (known !== undefined) return known
  const type = typeOf(calendar, day)
  cache.set(key, type)
  return type
}

/** Mondays to Fridays without school or work between two years (both included), as local dates. */
export function holidays(calendar: CalendarName, years: readonly [number, number]): string[] {
  const dates: string[] = []
  const last = Date.UTC(years[1], 11, 31) / DAY_MS
  for (let day = Date.UTC(years[0], 0, 1) / DAY_MS; day <= last; day++) {
    if (dayType(calendar, day) === 'holiday') {
      dates.push(new Date(day * DAY_MS).toISOString().slice(0, 10))
    }
  }
  return dates
}

function typeOf(calendar: CalendarName, day: number): DayType {
  const date = new Date(day * DAY_MS)
  const weekday = date.getUTCDay()
  if (weekday === 0 || weekday === 6) return 'weekend'
  if (isPublicHoliday(date)) return 'holiday'
  return calendar === 'school' && isSchoolHoliday(date) ? 'holiday' : 'work'
}

/** The public holidays of Denmark as they are since 2024, with 5 June and 24 and 31 December. */
function isPublicHoliday(date: Date): boolean {
  const monthDay = (date.getUTCMonth() + 1) * 100 + date.getUTCDate()
  if ([101, 605, 1224, 1225, 1226, 1231].includes(monthDay)) return true
  const fromEaster = Math.round((date.getTime() - easter(date.getUTCFullYear())) / DAY_MS)
  return [-3, -2, 1, 39, 50].includes(fromEaster)
}

/** Weeks 7 and 42, the days before Easter, the day after Ascension, Christmas and the summer. */
function isSchoolHoliday(date: Date): boolean {
  const monthDay = (date.getUTCMonth() + 1) * 100 + date.getUTCDate()
  if (monthDay >= 1222 || monthDay <= 102 || (monthDay >= 627 && monthDay <= 808)) return true
  const fromEaster = Math.round((date.getTime() - easter(date.getUTCFullYear())) / DAY_MS)
  if ((fromEaster >= -6 && fromEaster < 0) || fromEaster === 40) return true
  return [7, 42].includes(isoWeek(date))
}

/** Easter Sunday, midnight UTC (Meeus, Jones and Butcher). */
function easter(year: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return Date.UTC(year, Math.floor(n / 31) - 1, (n % 31) + 1)
}

function isoWeek(date: Date): number {
  const thursday = new Date(date.getTime() + (3 - ((date.getUTCDay() + 6) % 7)) * DAY_MS)
  return (
    Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / DAY_MS / 7) + 1
  )
}
