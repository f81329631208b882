import type { Metric } from '../metric.js'

/** Carbon dioxide in a room's air; outdoor air has about 420 ppm. */
export const co2: Metric = {
  slug: 'co2',
  title: { da: 'CO2', en: 'CO2' },
  unit: '[ppm]',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'indoor',
  plausible: { min: 300, max: 10_000 },
}
