import type { OccupiedHours } from '../plan.js'
import { type CalendarName, holidays } from './calendar.js'

/** The years whose holidays a room's schedule lists. */
const YEARS = [2025, 2028] as const

/** Lessons: Monday to Friday from 08 to 15 on school days. */
export const SCHOOL_HOURS: readonly OccupiedHours[] = [hours('school', '08:00', '15:00')]

/** Office hours: Monday to Friday from 08 to 16. */
export const OFFICE_HOURS: readonly OccupiedHours[] = [hours('office', '08:00', '16:00')]

function hours(calendar: CalendarName, start: string, end: string): OccupiedHours {
  return {
    from: null,
    to: null,
    weekdays: [1, 2, 3, 4, 5],
    start,
    end,
    holidays: holidays(calendar, YEARS),
  }
}
