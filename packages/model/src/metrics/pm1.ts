import type { Metric } from '../metric.js'

/** Particles below 1 µm. */
export const pm1: Metric = {
  slug: 'pm1',
  title: { da: 'Partikler PM1', en: 'Particles PM1' },
  unit: 'ug/m3',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'air',
  plausible: { min: 0, max: 1_000 },
}
