import type { Metric } from '../metric.js'

/** Temperature of the water that comes in. Over a window the mean weighted by flow tells more. */
export const supplyTemperature: Metric = {
  slug: 'supply-temperature',
  title: { da: 'Fremløbstemperatur', en: 'Supply temperature' },
  unit: 'Cel',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'heat',
  plausible: { min: 0, max: 150 },
}
