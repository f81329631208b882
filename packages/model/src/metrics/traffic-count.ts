import type { Metric } from '../metric.js'

/** Vehicles since the reading before. */
export const trafficCount: Metric = {
  slug: 'traffic-count',
  title: { da: 'Køretøjer', en: 'Vehicles' },
  unit: '1',
  kind: 'delta',
  aggregate: 'sum',
  topic: 'city',
  plausible: { min: 0, max: 20_000 },
}
