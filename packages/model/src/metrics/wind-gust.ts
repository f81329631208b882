import type { Metric } from '../metric.js'

/** Strongest gust of an interval. */
export const windGust: Metric = {
  slug: 'wind-gust',
  title: { da: 'Vindstød', en: 'Wind gust' },
  unit: 'm/s',
  kind: 'gauge',
  aggregate: 'max',
  topic: 'weather',
  plausible: { min: 0, max: 90 },
}
