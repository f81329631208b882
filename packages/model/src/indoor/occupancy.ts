import type { CategoryShares, IndoorMetric, OccupiedTime } from '../contract/indoor.js'
import { SUFFICIENT_COVERAGE } from '../quality.js'
import { BR18_CO2_PPM, categoryOf, type IndoorSettings } from './en16798.js'

const HOUR_MS = 3_600_000

/**
 * One local hour of a room, or the part of it that has passed: its mean, its coverage and how much of
 * it is occupied (0 to 1). Also the unit of classification: shorter peaks belong to the hour.
 */
export type RoomHour = {
  readonly start: number
  readonly end: number
  readonly value: number | null
  readonly coverage: number | null
  readonly occupied: number
}

/** Occupied time added up, in hours; tallies of rooms and of windows add up too. */
export type OccupiedTally = {
  readonly occupied: number
  readonly judged: number
  readonly covered: number
  readonly categories: readonly [number, number, number, number]
  readonly atMost1000ppm: number
}

export const NO_TIME: OccupiedTally = {
  occupied: 0,
  judged: 0,
  covered: 0,
  categories: [0, 0, 0, 0],
  atMost1000ppm: 0,
}

/** Adds up the occupied time of hours. An hour with less than 75 % of its readings is not judged. */
export function tallyHours(
  hours: readonly RoomHour[],
  metric: IndoorMetric,
  settings: IndoorSettings,
): OccupiedTally {
  return hours.map((hour) => tallyHour(hour, metric, settings)).reduce(addTallies, NO_TIME)
}

export function addTallies(a: OccupiedTally, b: OccupiedTally): OccupiedTally {
  return {
    occupied: a.occupied + b.occupied,
    judged: a.judged + b.judged,
    covered: a.covered + b.covered,
    categories: [
      a.categories[0] + b.categories[0],
      a.categories[1] + b.categories[1],
      a.categories[2] + b.categories[2],
      a.categories[3] + b.categories[3],
    ],
    atMost1000ppm: a.atMost1000ppm + b.atMost1000ppm,
  }
}

/** What the occupied time was like; `atMost1000ppm` (BR18 § 447) is there for CO2 alone. */
export function toOccupiedTime(tally: OccupiedTally, metric: IndoorMetric): OccupiedTime {
  return {
    occupiedHours: tally.occupied,
    judgedHours: tally.judged,
    shares: sharesOf(tally),
    atMost1000ppm: metric === 'co2' && tally.judged > 0 ? tally.atMost1000ppm / tally.judged : null,
    coverage: tally.occupied > 0 ? Math.min(1, tally.covered / tally.occupied) : null,
  }
}

export function sharesOf({ judged, categories }: OccupiedTally): CategoryShares {
  if (judged === 0) return null
  const [i, ii, iii, iv] = categories
  return { i: i / judged, ii: ii / judged, iii: iii / judged, iv: iv / judged }
}

function tallyHour(hour: RoomHour, metric: IndoorMetric, settings: IndoorSettings): OccupiedTally {
  const occupied = (hour.occupied * (hour.end - hour.start)) / HOUR_MS
  if (occupied === 0) return NO_TIME
  const coverage = hour.coverage ?? 0
  const covered = occupied * Math.min(1, coverage)
  if (hour.value === null || coverage < SUFFICIENT_COVERAGE) {
    return { ...NO_TIME, occupied, covered }
  }
  const category = categoryOf(metric, hour.value, settings)
  const within = (number: number) => (category === number ? occupied : 0)
  return {
    occupied,
    judged: occupied,
    covered,
    categories: [within(1), within(2), within(3), within(4)],
    atMost1000ppm: hour.value <= BR18_CO2_PPM ? occupied : 0,
  }
}
