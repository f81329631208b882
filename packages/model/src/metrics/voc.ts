import type { Metric } from '../metric.js'

/** Total volatile organic compounds, as a metal-oxide sensor tells them. */
export const voc: Metric = {
  slug: 'voc',
  title: { da: 'Flygtige organiske stoffer (VOC)', en: 'Volatile organic compounds (VOC)' },
  unit: '[ppb]',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'indoor',
  plausible: { min: 0, max: 60_000 },
}
