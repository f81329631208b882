import type { Metric } from '../metric.js'

/** Flow of water through a heat meter. */
export const heatFlow: Metric = {
  slug: 'heat-flow',
  title: { da: 'Fjernvarmeflow', en: 'Heat-meter flow' },
  unit: 'm3/h',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'heat',
  plausible: { min: 0, max: 500 },
}
