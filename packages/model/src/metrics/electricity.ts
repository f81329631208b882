import type { Metric } from '../metric.js'

/** Running total of electricity taken from the grid. */
export const electricity: Metric = {
  slug: 'electricity',
  title: { da: 'Elforbrug', en: 'Electricity' },
  unit: 'kW.h',
  kind: 'counter',
  aggregate: 'increase',
  topic: 'energy',
  plausible: { min: 0, max: 1_000_000_000 },
  maxRatePerHour: 2_000,
}
