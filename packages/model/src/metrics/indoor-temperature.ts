import type { Metric } from '../metric.js'

/** Air temperature in a room. */
export const indoorTemperature: Metric = {
  slug: 'indoor-temperature',
  title: { da: 'Indetemperatur', en: 'Indoor temperature' },
  unit: 'Cel',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'indoor',
  plausible: { min: -10, max: 50 },
}
