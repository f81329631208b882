import type { Metric } from '../metric.js'

/** Heat power through a meter. */
export const heatPower: Metric = {
  slug: 'heat-power',
  title: { da: 'Varmeeffekt', en: 'Heat power' },
  unit: 'W',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'heat',
  plausible: { min: -10_000, max: 10_000_000 },
}
