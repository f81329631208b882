import type { Metric } from './metric.js'
import type { Flag } from './reading.js'

/** What the plausible range says of a value in the metric's own unit; its ends belong to it. */
export function flagOf(metric: Pick<Metric, 'plausible'>, value: number): Flag {
  const { min, max } = metric.plausible
  return value >= min && value <= max ? 'good' : 'suspect'
}
