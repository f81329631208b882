import type { Metric } from '../metric.js'

/** Rain since the reading before. */
export const rain: Metric = {
  slug: 'rain',
  title: { da: 'Nedbør', en: 'Rain' },
  unit: 'mm',
  kind: 'delta',
  aggregate: 'sum',
  topic: 'weather',
  plausible: { min: 0, max: 100 },
}
