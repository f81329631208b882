import type { Metric } from '../metric.js'

/** Running total of the water that went through a heat meter. */
export const heatVolume: Metric = {
  slug: 'heat-volume',
  title: { da: 'Fjernvarmevand', en: 'District-heating water' },
  unit: 'm3',
  kind: 'counter',
  aggregate: 'increase',
  topic: 'heat',
  plausible: { min: 0, max: 1_000_000_000 },
  maxRatePerHour: 300,
}
