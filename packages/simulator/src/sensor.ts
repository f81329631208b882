import type { Format, PointFault } from './plan.js'
import type { PointSeries } from './series/point-series.js'

/** A meter's swap as a sensor has it: when, and what the new meter's totals add to the series' own. */
export type SensorSwap = {
  readonly at: number
  readonly oldChild: string
  readonly newChild: string
}

export type SensorPoint = {
  readonly id: string
  readonly metric: string
  readonly field: string
  readonly unit?: string
  readonly seed: number
  readonly source: PointSeries
  readonly decimals: number
  readonly min: number
  readonly max: number
  readonly fault?: PointFault
  /** From `at` on a changed meter shows `offset` more than the series (much less, that is). */
  readonly swap?: { readonly at: number; readonly offset: number }
}

/** One thing that sends one message at a time; several may share a device (a source). Times: epoch ms. */
export type Sensor = {
  readonly organisation: string
  readonly site: string
  readonly place: string
  readonly device: string
  readonly format: Format
  readonly child?: string
  readonly seed: number
  readonly points: readonly SensorPoint[]
  /** When the city began: faults are dated from it. */
  readonly origin: number
  readonly silentSince?: number
  readonly gaps: number
  readonly swap?: SensorSwap
}
