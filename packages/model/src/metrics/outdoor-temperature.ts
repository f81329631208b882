import type { Metric } from '../metric.js'

/** Air temperature outdoors. Denmark's records are -31.2 and 36.4 °C. */
export const outdoorTemperature: Metric = {
  slug: 'outdoor-temperature',
  title: { da: 'Udetemperatur', en: 'Outdoor temperature' },
  unit: 'Cel',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'weather',
  plausible: { min: -40, max: 45 },
}
