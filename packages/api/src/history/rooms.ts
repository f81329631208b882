import {
  addTallies,
  categoryOf,
  FIXED_WIDTH_MS,
  type IndoorMetric,
  type IndoorSettings,
  NO_TIME,
  type OccupiedTally,
  type RoomHour,
  type RoomWindow,
  SUFFICIENT_COVERAGE,
  sharesOf,
  tallyHours,
  type WindowSize,
  zonedIso,
} from '@bypuls/model'
import type { SeriesWindow } from './series-shapes.js'

const HOUR_MS = 3_600_000

/** One metric of one room: its local hours, which classify it, and the windows to show. */
export type RoomSeries = {
  readonly metric: IndoorMetric
  readonly settings: IndoorSettings
  readonly size: WindowSize
  readonly timezone: string
  readonly hours: readonly RoomHour[]
  readonly windows: readonly SeriesWindow[]
  /** Of each window, as the schedule has it. */
  readonly occupied: readonly number[]
}

/** An hour's mean and how much of it is occupied, as `tallyHours` takes them. */
export function toRoomHours(
  hours: readonly SeriesWindow[],
  occupied: readonly number[],
): readonly RoomHour[] {
  return hours.map(({ start, end, value, coverage }, index) => ({
    start,
    end,
    value,
    coverage,
    occupied: occupied[index] ?? 0,
  }))
}

/**
 * The windows of a room. Up to an hour long they have a category of their own; longer ones have the
 * shares of their occupied hours instead: the mean of a day says nothing about its lessons.
 */
export function toRoomWindows(room: RoomSeries): RoomWindow[] {
  const widthMs = FIXED_WIDTH_MS[room.size]
  const tallies = (widthMs ?? Infinity) >= HOUR_MS ? windowTallies(room) : []
  return room.windows.map((window, index) => ({
    start: zonedIso(window.start, room.timezone),
    end: zonedIso(window.end, room.timezone),
    value: window.value,
    category: widthMs === undefined ? null : categoryAt(room, window),
    coverage: window.coverage,
    quality: window.quality,
    occupied: room.occupied[index] ?? 0,
    shares: sharesOf(tallies[index] ?? NO_TIME),
  }))
}

function categoryAt(
  { metric, settings }: RoomSeries,
  { value, coverage }: SeriesWindow,
): RoomWindow['category'] {
  if (value === null || (coverage ?? 0) < SUFFICIENT_COVERAGE) return null
  return categoryOf(metric, value, settings)
}

/** The tally of the hours in each window; both are in order, so one walk is enough. */
function windowTallies({ windows, hours, metric, settings }: RoomSeries): OccupiedTally[] {
  let next = 0
  return windows.map((window) => {
    let tally = NO_TIME
    for (
      let hour = hours[next];
      hour !== undefined && hour.start < window.end;
      hour = hours[next]
    ) {
      tally = addTallies(tally, tallyHours([hour], metric, settings))
      next += 1
    }
    return tally
  })
}
