import type { Metric } from '../metric.js'

/** Running total of electricity given back to the grid. */
export const electricityExport: Metric = {
  slug: 'electricity-export',
  title: { da: 'El leveret til nettet', en: 'Electricity to the grid' },
  unit: 'kW.h',
  kind: 'counter',
  aggregate: 'increase',
  topic: 'energy',
  plausible: { min: 0, max: 1_000_000_000 },
  maxRatePerHour: 2_000,
}
