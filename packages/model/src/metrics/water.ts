import type { Metric } from '../metric.js'

/** Running total of cold water. */
export const water: Metric = {
  slug: 'water',
  title: { da: 'Vandforbrug', en: 'Water' },
  unit: 'm3',
  kind: 'counter',
  aggregate: 'increase',
  topic: 'energy',
  plausible: { min: 0, max: 1_000_000_000 },
  maxRatePerHour: 200,
}
