import type { Metric } from '../metric.js'

/** Power of street lights, one or a whole line of them. */
export const streetLightPower: Metric = {
  slug: 'street-light-power',
  title: { da: 'Gadebelysningens effekt', en: 'Street-light power' },
  unit: 'W',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'energy',
  plausible: { min: 0, max: 500_000 },
}
