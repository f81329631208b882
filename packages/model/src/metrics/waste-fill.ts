import type { Metric } from '../metric.js'

/** How full a bin is; a window shows where it ended. */
export const wasteFill: Metric = {
  slug: 'waste-fill',
  title: { da: 'Fyldning af affaldsbeholder', en: 'Waste-bin fill' },
  unit: '%',
  kind: 'gauge',
  aggregate: 'last',
  topic: 'city',
  plausible: { min: 0, max: 100 },
}
