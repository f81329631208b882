import type { Metric } from '../metric.js'

/** Light on a sensor in a room. */
export const indoorIlluminance: Metric = {
  slug: 'indoor-illuminance',
  title: { da: 'Belysning inde', en: 'Indoor illuminance' },
  unit: 'lx',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'indoor',
  plausible: { min: 0, max: 120_000 },
}
