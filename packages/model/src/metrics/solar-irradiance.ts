import type { Metric } from '../metric.js'

/** Sunlight's power; a pyranometer is a little below zero at night. */
export const solarIrradiance: Metric = {
  slug: 'solar-irradiance',
  title: { da: 'Solindstråling', en: 'Solar irradiance' },
  unit: 'W/m2',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'weather',
  plausible: { min: -10, max: 1_500 },
}
