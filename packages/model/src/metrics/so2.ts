import type { Metric } from '../metric.js'

/** Sulphur dioxide. */
export const so2: Metric = {
  slug: 'so2',
  title: { da: 'Svovldioxid SO2', en: 'Sulphur dioxide SO2' },
  unit: 'ug/m3',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'air',
  plausible: { min: 0, max: 2_000 },
}
