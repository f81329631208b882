import type { Metric } from '../metric.js'

/** Height of the water above the place's own datum. */
export const waterLevel: Metric = {
  slug: 'water-level',
  title: { da: 'Vandstand', en: 'Water level' },
  unit: 'm',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'weather',
  plausible: { min: -5, max: 50 },
}
