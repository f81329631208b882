import type { Metric } from '../metric.js'

/** Electric current of a phase. */
export const current: Metric = {
  slug: 'current',
  title: { da: 'Strøm', en: 'Current' },
  unit: 'A',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'energy',
  plausible: { min: -5_000, max: 5_000 },
}
