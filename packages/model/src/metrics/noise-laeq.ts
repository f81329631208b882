import type { Metric } from '../metric.js'

/** A-weighted equivalent sound level of an interval. Levels are averaged by energy, never by number. */
export const noiseLaeq: Metric = {
  slug: 'noise-laeq',
  title: { da: 'Støj LAeq', en: 'Noise LAeq' },
  unit: 'dB',
  kind: 'gauge',
  aggregate: 'energy-mean',
  topic: 'noise',
  plausible: { min: 15, max: 140 },
}
