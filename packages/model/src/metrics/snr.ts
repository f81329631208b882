import type { Metric } from '../metric.js'

/** Signal-to-noise ratio of a device's radio. */
export const snr: Metric = {
  slug: 'snr',
  title: { da: 'Signal-støj-forhold (SNR)', en: 'Signal-to-noise ratio (SNR)' },
  unit: 'dB',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'device',
  plausible: { min: -40, max: 40 },
}
