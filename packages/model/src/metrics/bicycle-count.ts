import type { Metric } from '../metric.js'

/** Bicycles since the reading before. */
export const bicycleCount: Metric = {
  slug: 'bicycle-count',
  title: { da: 'Cykler', en: 'Bicycles' },
  unit: '1',
  kind: 'delta',
  aggregate: 'sum',
  topic: 'city',
  plausible: { min: 0, max: 20_000 },
}
