import type { Metric } from '../metric.js'

/** Daylight or street light on an outdoor sensor. */
export const illuminance: Metric = {
  slug: 'illuminance',
  title: { da: 'Belysning ude', en: 'Illuminance' },
  unit: 'lx',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'weather',
  plausible: { min: 0, max: 200_000 },
}
