import type { Metric } from '../metric.js'

/** Whether anybody is there. The mean of a window is the share of its readings that say so. */
export const occupancy: Metric = {
  slug: 'occupancy',
  title: { da: 'Tilstedeværelse', en: 'Occupancy' },
  unit: '1',
  kind: 'state',
  aggregate: 'mean',
  topic: 'indoor',
  plausible: { min: 0, max: 1 },
  states: {
    0: { da: 'ingen til stede', en: 'nobody there' },
    1: { da: 'nogen til stede', en: 'somebody there' },
  },
}
