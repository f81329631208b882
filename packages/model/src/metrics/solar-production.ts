import type { Metric } from '../metric.js'

/** Running total of what the solar panels gave, whoever used it. */
export const solarProduction: Metric = {
  slug: 'solar-production',
  title: { da: 'Solcelleproduktion', en: 'Solar production' },
  unit: 'kW.h',
  kind: 'counter',
  aggregate: 'increase',
  topic: 'energy',
  plausible: { min: 0, max: 1_000_000_000 },
  maxRatePerHour: 2_000,
}
