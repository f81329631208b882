import type { Metric } from '../metric.js'

/** Running total of heat taken from district heating or a boiler. */
export const heat: Metric = {
  slug: 'heat',
  title: { da: 'Varmeforbrug', en: 'Heat' },
  unit: 'kW.h',
  kind: 'counter',
  aggregate: 'increase',
  topic: 'energy',
  plausible: { min: 0, max: 1_000_000_000 },
  maxRatePerHour: 5_000,
}
