import type { Metric } from '../metric.js'

/** Temperature of the water that goes back. Over a window the mean weighted by flow tells more. */
export const returnTemperature: Metric = {
  slug: 'return-temperature',
  title: { da: 'Returtemperatur', en: 'Return temperature' },
  unit: 'Cel',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'heat',
  plausible: { min: 0, max: 120 },
}
