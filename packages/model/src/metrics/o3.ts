import type { Metric } from '../metric.js'

/** Ozone. */
export const o3: Metric = {
  slug: 'o3',
  title: { da: 'Ozon O3', en: 'Ozone O3' },
  unit: 'ug/m3',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'air',
  plausible: { min: 0, max: 600 },
}
