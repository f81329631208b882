import type { Metric } from '../metric.js'

/** Running total of hot tap water. */
export const hotWater: Metric = {
  slug: 'hot-water',
  title: { da: 'Varmtvandsforbrug', en: 'Hot water' },
  unit: 'm3',
  kind: 'counter',
  aggregate: 'increase',
  topic: 'energy',
  plausible: { min: 0, max: 1_000_000_000 },
  maxRatePerHour: 100,
}
