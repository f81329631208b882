import type { Metric } from '../metric.js'

/** Running total of gas, as the meter counts it. */
export const gas: Metric = {
  slug: 'gas',
  title: { da: 'Gasforbrug', en: 'Gas' },
  unit: 'm3',
  kind: 'counter',
  aggregate: 'increase',
  topic: 'energy',
  plausible: { min: 0, max: 1_000_000_000 },
  maxRatePerHour: 500,
}
