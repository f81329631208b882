import type { Metric } from '../metric.js'

/** Mean wind speed of an interval. */
export const windSpeed: Metric = {
  slug: 'wind-speed',
  title: { da: 'Vindhastighed', en: 'Wind speed' },
  unit: 'm/s',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'weather',
  plausible: { min: 0, max: 60 },
}
