import type { Metric } from '../metric.js'

/** Running total of cooling taken. */
export const cooling: Metric = {
  slug: 'cooling',
  title: { da: 'Køleforbrug', en: 'Cooling' },
  unit: 'kW.h',
  kind: 'counter',
  aggregate: 'increase',
  topic: 'energy',
  plausible: { min: 0, max: 1_000_000_000 },
  maxRatePerHour: 5_000,
}
