import type { Metric } from '../metric.js'

/** Particles below 10 µm. A construction site's dust may be high and true. */
export const pm10: Metric = {
  slug: 'pm10',
  title: { da: 'Partikler PM10', en: 'Particles PM10' },
  unit: 'ug/m3',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'air',
  plausible: { min: 0, max: 2_000 },
}
