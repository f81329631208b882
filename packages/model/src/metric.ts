/** How a quantity behaves over time (docs/architecture.md, "What a number means"). */
export type MetricKind = 'gauge' | 'counter' | 'delta' | 'state'

/** How a window of readings becomes one number. */
export type Aggregate =
  | 'mean'
  | 'sum'
  | 'max'
  | 'min'
  | 'last'
  | 'energy-mean'
  | 'circular-mean'
  | 'increase'

/** Where a metric belongs on a site's pages. */
export type MetricTopic =
  | 'energy'
  | 'heat'
  | 'indoor'
  | 'air'
  | 'noise'
  | 'weather'
  | 'city'
  | 'device'

/**
 * A quantity that is measured, with its rules. One file in `metrics/` each, one line in `metrics.ts`.
 * `unit` is UCUM and is what readings are kept in.
 */
export type Metric = {
  readonly slug: string
  readonly title: { readonly da: string; readonly en: string }
  readonly unit: string
  readonly kind: MetricKind
  readonly aggregate: Aggregate
  readonly topic: MetricTopic
  /** Outside it a reading is kept and flagged `suspect`. Inclusive, in `unit`. */
  readonly plausible: { readonly min: number; readonly max: number }
  /** The fastest change that can be true, in `unit` per hour; absent where nothing can be said. */
  readonly maxRatePerHour?: number
  /** What the codes of a `state` mean. */
  readonly states?: Readonly<Record<number, { readonly da: string; readonly en: string }>>
}
