import type { Metric } from '../metric.js'

/** Where the wind comes from, degrees from north. Directions are averaged on the circle. */
export const windDirection: Metric = {
  slug: 'wind-direction',
  title: { da: 'Vindretning', en: 'Wind direction' },
  unit: 'deg',
  kind: 'gauge',
  aggregate: 'circular-mean',
  topic: 'weather',
  plausible: { min: 0, max: 360 },
}
