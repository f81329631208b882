import type { Metric } from '../metric.js'

/** Pedestrians since the reading before. */
export const pedestrianCount: Metric = {
  slug: 'pedestrian-count',
  title: { da: 'Fodgængere', en: 'Pedestrians' },
  unit: '1',
  kind: 'delta',
  aggregate: 'sum',
  topic: 'city',
  plausible: { min: 0, max: 50_000 },
}
