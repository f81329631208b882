import type { Metric } from '../metric.js'

/** How many people are in a room or a building now. */
export const people: Metric = {
  slug: 'people',
  title: { da: 'Personer', en: 'People' },
  unit: '1',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'indoor',
  plausible: { min: 0, max: 10_000 },
}
