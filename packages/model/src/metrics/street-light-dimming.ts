import type { Metric } from '../metric.js'

/** How brightly street lights burn, of full light. */
export const streetLightDimming: Metric = {
  slug: 'street-light-dimming',
  title: { da: 'Lysniveau i gadebelysningen', en: 'Street-light level' },
  unit: '%',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'city',
  plausible: { min: 0, max: 100 },
}
