import type { Metric } from '../metric.js'

/** Power of solar panels; an inverter draws a little at night. */
export const solarPower: Metric = {
  slug: 'solar-power',
  title: { da: 'Solcelleeffekt', en: 'Solar power' },
  unit: 'W',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'energy',
  plausible: { min: -1_000, max: 2_000_000 },
}
