import type { Metric } from '../metric.js'

/** Radon in a room's air; slow, so look at months. */
export const radon: Metric = {
  slug: 'radon',
  title: { da: 'Radon', en: 'Radon' },
  unit: 'Bq/m3',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'indoor',
  plausible: { min: 0, max: 20_000 },
}
