import { STEPS } from '../series/day-series.js'
import { type CalendarName, type DayType, dayType } from './calendar.js'
import { localMinute } from './clock.js'

/** How strong something is through a local day, 0 to about 1, and on average over the day. */
export type Rhythm = {
  at(day: number, step: number): number
  mean(day: number): number
}

/** `from` to `full`, then `until` to `gone`: local hours of a rise, a plateau and a fall. */
export type Plateau = readonly [from: number, full: number, until: number, gone: number]

export type RhythmShape = {
  readonly calendar: CalendarName
  readonly night: number
  readonly work: readonly (Plateau | readonly [...Plateau, height: number])[]
  readonly weekend?: RhythmShape['work']
  readonly holiday?: RhythmShape['work']
}

/** A rhythm by the calendar and the clock: the highest of the day's plateaus, at least the night. */
export function rhythm(shape: RhythmShape): Rhythm {
  const weekend = table(shape.night, shape.weekend ?? [])
  const tables: Readonly<Record<DayType, Table>> = {
    work: table(shape.night, shape.work),
    weekend,
    holiday: shape.holiday === undefined ? weekend : table(shape.night, shape.holiday),
  }
  return {
    at: (day, step) =>
      tables[dayType(shape.calendar, day)].values[Math.floor(localMinute(day, step) / 5)] ?? 0,
    mean: (day) => tables[dayType(shape.calendar, day)].mean,
  }
}

type Table = { readonly values: Float64Array; readonly mean: number }

function table(night: number, plateaus: RhythmShape['work']): Table {
  const values = new Float64Array(STEPS).map((_, step) =>
    plateaus.reduce((highest, plateau) => Math.max(highest, height(plateau, step / 12)), night),
  )
  return { values, mean: values.reduce((sum, value) => sum + value, 0) / STEPS }
}

function height(plateau: RhythmShape['work'][number], hour: number): number {
  const [from, full, until, gone, top = 1] = plateau
  if (hour <= from || hour >= gone) return 0
  if (hour < full) return (top * (hour - from)) / (full - from)
  return hour <= until ? top : (top * (gone - hour)) / (gone - until)
}
