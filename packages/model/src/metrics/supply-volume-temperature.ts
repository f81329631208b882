import type { Metric } from '../metric.js'

/** Running total of volume × supply temperature: its increase ÷ the increase of `heat-volume` is the true mean temperature. */
export const supplyVolumeTemperature: Metric = {
  slug: 'supply-volume-temperature',
  title: { da: 'Fremløb, volumen × temperatur', en: 'Supply, volume × temperature' },
  unit: 'm3.Cel',
  kind: 'counter',
  aggregate: 'increase',
  topic: 'heat',
  plausible: { min: 0, max: 100_000_000_000 },
  maxRatePerHour: 36_000,
}
