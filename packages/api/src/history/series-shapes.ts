import type { Aggregate, Entry, Interval, Metric, Quality, View } from '@bypuls/model'
import type { RegistryView } from '@bypuls/registry'
import type { TimeSeriesStore } from '@bypuls/stores'

/** What history is computed from. */
export type HistoryDeps = {
  readonly store: Pick<TimeSeriesStore, 'windows' | 'readings' | 'around'>
  readonly view: () => Pick<RegistryView, 'sites' | 'points' | 'linksOfPoint'>
  /** A point's dated entries, oldest first. */
  readonly entries: (point: string) => readonly Entry[]
  readonly now: () => number
}

/** Which windows of which points; the numeric form that other figures are made from. */
export type SeriesQuery = {
  readonly points: readonly string[]
  /** Oldest first, not overlapping; back to back or apart. Epoch ms UTC. */
  readonly windows: readonly Interval[]
  /** Whose local days long windows may be cut into (they are then fewer questions to the store). */
  readonly timezone: string
  /** How each window becomes one number; each metric's own where absent. */
  readonly aggregate?: Aggregate
  /** `raw` leaves out the dated entries; `checked` and `corrected` (the default) apply them. */
  readonly view?: View
  /** Also the least and the greatest value of each window (never for counters); off saves time. */
  readonly range?: boolean
  /** Also count the readings left out as suspect, and say `suspect` where they weigh; on by default. */
  readonly suspects?: boolean
}

/** What is said of one window, in the metric's unit. */
export type Figure = {
  /** Null where nothing was measured. */
  readonly value: number | null
  readonly min: number | null
  readonly max: number | null
  /** Good readings in the window. */
  readonly count: number
  /** 0 to 1; null where nothing is expected. Of a counter: the share between good totals. */
  readonly coverage: number | null
  readonly quality: Quality
  /** Readings of the window that were left out. */
  readonly suspect: number
}

/** One window's figure. Times are epoch ms UTC. */
export type SeriesWindow = Figure & { readonly start: number; readonly end: number }

/** Makes the answer of a figure and the number of its window: each is built once, in its final shape. */
export type ToWindow<Window> = (figure: Figure, index: number) => Window

/** A point's windows, one for each that was asked, in the same order. */
export type PointSeries<Window = SeriesWindow> = {
  readonly point: string
  readonly metric: Metric
  readonly method: Aggregate
  readonly windows: readonly Window[]
}

/**
 * Answers a `SeriesQuery`, one `PointSeries` per point in the order asked. A point that is not
 * registered, or whose metric does not exist, has none.
 */
export type SeriesOf = (query: SeriesQuery) => Promise<readonly PointSeries[]>
