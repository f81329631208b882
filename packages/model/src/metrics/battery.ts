import type { Metric } from '../metric.js'

/** Charge left; a window shows where it ended. */
export const battery: Metric = {
  slug: 'battery',
  title: { da: 'Batteri', en: 'Battery' },
  unit: '%',
  kind: 'gauge',
  aggregate: 'last',
  topic: 'device',
  plausible: { min: 0, max: 100 },
}
