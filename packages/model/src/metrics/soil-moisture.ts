import type { Metric } from '../metric.js'

/** Share of water in soil, by volume. */
export const soilMoisture: Metric = {
  slug: 'soil-moisture',
  title: { da: 'Jordfugtighed', en: 'Soil moisture' },
  unit: '%',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'weather',
  plausible: { min: 0, max: 100 },
}
