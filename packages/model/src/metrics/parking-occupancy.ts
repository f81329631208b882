import type { Metric } from '../metric.js'

/** Share of parking spaces in use. */
export const parkingOccupancy: Metric = {
  slug: 'parking-occupancy',
  title: { da: 'Parkeringsbelægning', en: 'Parking occupancy' },
  unit: '%',
  kind: 'gauge',
  aggregate: 'mean',
  topic: 'city',
  plausible: { min: 0, max: 100 },
}
