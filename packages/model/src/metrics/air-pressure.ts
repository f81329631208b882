import type { Metric } from '../metric.js'

/** Air pressure, at sea level or at the sensor as its place says. */
export const airPressure: Metric = {
  slug: 'air-pressure',
  title: { da: 'Lufttryk', en: 'Air pressure' },
  unit: 'hPa',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'weather',
  plausible: { min: 870, max: 1_085 },
}
