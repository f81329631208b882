import type { IndoorMetric } from '../contract/indoor.js'
import { withoutNoise } from '../digits.js'

/** Category I is the best, 4 stands for "outside III". */
export type IndoorCategory = 1 | 2 | 3 | 4

/** The bounds of categories I, II and III, best first; both ends belong to the category. */
export type IndoorBounds = {
  readonly lower: readonly number[] | null
  readonly upper: readonly number[]
}

export type IndoorSettings = {
  /** CO2 of the outdoor air, ppm; the standard's limits are above it. */
  readonly outdoorCo2Ppm: number
}

/**
 * Indoor environment by EN 16798-1 (annex B, default values, from secondary sources).
 *
 * CO2: ppm above outdoor air. Temperature, offices and classrooms with sitting people: the lower bound
 * is the minimum of the heating season, the upper the maximum of the cooling season, so that one band
 * serves the whole year. Humidity: the band for humidification and dehumidification.
 */
export const EN_16798_1 = {
  source: 'EN 16798-1, default categories (annex B)',
  co2AboveOutdoorPpm: [550, 800, 1350],
  temperatureCel: { lower: [21, 20, 19], upper: [25.5, 26, 27] },
  humidityPercent: { lower: [30, 25, 20], upper: [50, 60, 70] },
} as const

/** BR18 § 447: CO2 in classrooms and day-care at design conditions, ppm, at most. */
export const BR18_CO2_PPM = 1000

export function boundsOf(metric: IndoorMetric, { outdoorCo2Ppm }: IndoorSettings): IndoorBounds {
  switch (metric) {
    case 'co2':
      return {
        lower: null,
        upper: EN_16798_1.co2AboveOutdoorPpm.map((above) => outdoorCo2Ppm + above),
      }
    case 'indoor-temperature':
      return EN_16798_1.temperatureCel
    case 'indoor-humidity':
      return EN_16798_1.humidityPercent
  }
}

/** The best category whose band holds the value, which is not rounded as it is shown. */
export function categoryOf(
  metric: IndoorMetric,
  value: number,
  settings: IndoorSettings,
): IndoorCategory {
  const { lower, upper } = boundsOf(metric, settings)
  const known = withoutNoise(value)
  const within = (index: number) =>
    known <= (upper[index] ?? -Infinity) && known >= (lower?.[index] ?? -Infinity)
  if (within(0)) return 1
  if (within(1)) return 2
  return within(2) ? 3 : 4
}
