import type { PointFault, PointPlan } from '../plan.js'
import type { DaySeries } from '../series/day-series.js'

type GaugeExtras = {
  readonly jitter?: number
  readonly jitterShare?: number
  readonly fault?: PointFault
}

/** A point that tells a value; its field is called as its metric. */
export function gauge(metric: string, series: DaySeries, extras: GaugeExtras = {}): PointPlan {
  const { fault, ...jitter } = extras
  const source = { kind: 'gauge', series, ...jitter } as const
  return { metric, field: metric, source, ...(fault === undefined ? {} : { fault }) }
}

/** A point that counts what came since the reading before, in whole `quantum`s. */
export function count(metric: string, series: DaySeries, quantum = 1): PointPlan {
  return { metric, field: metric, source: { kind: 'count', series, quantum } }
}

/** A running total. */
export function total(metric: string, series: DaySeries): PointPlan {
  return { metric, field: metric, source: { kind: 'total', series } }
}
