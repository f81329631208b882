import type { Metric } from '../metric.js'

/** Electric power drawn; negative while a site gives more than it takes. */
export const electricityPower: Metric = {
  slug: 'electricity-power',
  title: { da: 'Eleffekt', en: 'Electric power' },
  unit: 'W',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'energy',
  plausible: { min: -2_000_000, max: 5_000_000 },
}
