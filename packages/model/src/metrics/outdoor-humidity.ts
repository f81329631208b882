import type { Metric } from '../metric.js'

/** Relative humidity outdoors. A broken sensor answers 0. */
export const outdoorHumidity: Metric = {
  slug: 'outdoor-humidity',
  title: { da: 'Luftfugtighed ude', en: 'Outdoor humidity' },
  unit: '%',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'weather',
  plausible: { min: 1, max: 100 },
}
