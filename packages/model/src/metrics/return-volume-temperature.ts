import type { Metric } from '../metric.js'

/** Running total of volume × return temperature: its increase ÷ the increase of `heat-volume` is the true mean temperature. */
export const returnVolumeTemperature: Metric = {
  slug: 'return-volume-temperature',
  title: { da: 'Returløb, volumen × temperatur', en: 'Return, volume × temperature' },
  unit: 'm3.Cel',
  kind: 'counter',
  aggregate: 'increase',
  topic: 'heat',
  plausible: { min: 0, max: 100_000_000_000 },
  maxRatePerHour: 36_000,
}
