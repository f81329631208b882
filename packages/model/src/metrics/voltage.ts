import type { Metric } from '../metric.js'

/** Voltage of a phase or a supply. */
export const voltage: Metric = {
  slug: 'voltage',
  title: { da: 'Spænding', en: 'Voltage' },
  unit: 'V',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'energy',
  plausible: { min: 0, max: 1_000 },
}
