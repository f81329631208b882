import type { Metric } from '../metric.js'

/** Relative humidity in a room. A broken sensor answers 0. */
export const indoorHumidity: Metric = {
  slug: 'indoor-humidity',
  title: { da: 'Luftfugtighed inde', en: 'Indoor humidity' },
  unit: '%',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'indoor',
  plausible: { min: 1, max: 100 },
}
