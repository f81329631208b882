import type { Metric } from '../metric.js'

/** Received signal strength of a device's radio. */
export const rssi: Metric = {
  slug: 'rssi',
  title: { da: 'Signalstyrke (RSSI)', en: 'Signal strength (RSSI)' },
  unit: 'dB[m]',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'device',
  plausible: { min: -150, max: 0 },
}
