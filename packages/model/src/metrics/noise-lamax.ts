import type { Metric } from '../metric.js'

/** Highest A-weighted sound level of an interval. */
export const noiseLamax: Metric = {
  slug: 'noise-lamax',
  title: { da: 'Støj LAmax', en: 'Noise LAmax' },
  unit: 'dB',
  kind: 'gauge',
  aggregate: 'max',
  topic: 'noise',
  plausible: { min: 15, max: 150 },
}
