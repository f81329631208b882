import type { Metric } from '../metric.js'

/** Particles below 2.5 µm. */
export const pm25: Metric = {
  slug: 'pm2-5',
  title: { da: 'Partikler PM2,5', en: 'Particles PM2.5' },
  unit: 'ug/m3',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'air',
  plausible: { min: 0, max: 1_000 },
}
