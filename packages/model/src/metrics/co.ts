import type { Metric } from '../metric.js'

/** Carbon monoxide. */
export const co: Metric = {
  slug: 'co',
  title: { da: 'Kulilte CO', en: 'Carbon monoxide CO' },
  unit: 'mg/m3',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'air',
  plausible: { min: 0, max: 100 },
}
