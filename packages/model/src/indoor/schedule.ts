import { Temporal } from 'temporal-polyfill'
import type { Interval } from '../window.js'

/**
 * When a room is in use: local hours per ISO weekday (1 = Monday) within local dates
 * (`from` inclusive, `to` exclusive, null = open), without the listed holidays.
 */
export type Schedule = {
  readonly from: string | null
  readonly to: string | null
  readonly weekdays: readonly number[]
  /** `08:00`, `15:00`: local wall clock. An end at or before the start lies on the next day. */
  readonly start: string
  readonly end: string
  readonly holidays: readonly string[]
}

/**
 * The occupied intervals that touch `range`, in order, joined where schedules meet or overlap.
 * Wall-clock times are read in the site's zone: 08:00 stays 08:00 when summer time begins.
 */
export function occupiedIntervals(
  schedules: readonly Schedule[],
  range: Interval,
  timezone: string,
): readonly Interval[] {
  const intervals: Interval[] = []
  // A shift over midnight began the day before.
  let date = localDate(range.start, timezone).subtract({ days: 1 })
  const last = localDate(range.end, timezone)
  while (Temporal.PlainDate.compare(date, last) <= 0) {
    for (const schedule of schedules) {
      if (applies(schedule, date)) intervals.push(shift(schedule, date, timezone))
    }
    date = date.add({ days: 1 })
  }
  return joined(intervals.filter(({ start, end }) => start < range.end && end > range.start))
}

/** The share of a window, 0 to 1, that ordered, disjoint intervals cover. */
export function occupiedShare(occupied: readonly Interval[], window: Interval): number {
  let covered = 0
  for (const { start, end } of occupied) {
    covered += Math.max(0, Math.min(end, window.end) - Math.max(start, window.start))
  }
  return covered / (window.end - window.start)
}

function applies(schedule: Schedule, date: Temporal.PlainDate): boolean {
  const day = date.toString()
  if (schedule.from !== null && day < schedule.from) return false
  if (schedule.to !== null && day >= schedule.to) return false
  return schedule.weekdays.includes(date.dayOfWeek) && !schedule.holidays.includes(day)
}

function shift(schedule: Schedule, date: Temporal.PlainDate, timezone: string): Interval {
  const endsNextDay = schedule.end <= schedule.start
  return {
    start: wallClock(date, schedule.start, timezone),
    end: wallClock(endsNextDay ? date.add({ days: 1 }) : date, schedule.end, timezone),
  }
}

function wallClock(date: Temporal.PlainDate, time: string, timezone: string): number {
  if (time === '24:00') return wallClock(date.add({ days: 1 }), '00:00', timezone)
  return date.toZonedDateTime({ timeZone: timezone, plainTime: time }).epochMilliseconds
}

function localDate(at: number, timezone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate()
}

function joined(intervals: readonly Interval[]): readonly Interval[] {
  const inOrder = [...intervals].sort((a, b) => a.start - b.start)
  const result: Interval[] = []
  for (const next of inOrder) {
    const previous = result.at(-1)
    if (previous === undefined || next.start > previous.end) result.push(next)
    else result[result.length - 1] = { ...previous, end: Math.max(previous.end, next.end) }
  }
  return result
}
