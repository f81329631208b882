import type { Metric } from '../metric.js'

/** Nitrogen dioxide. */
export const no2: Metric = {
  slug: 'no2',
  title: { da: 'Kvælstofdioxid NO2', en: 'Nitrogen dioxide NO2' },
  unit: 'ug/m3',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'air',
  plausible: { min: 0, max: 1_000 },
}
