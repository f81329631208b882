import type { Pollutant } from '../contract/environment.js'
import { withoutNoise } from '../digits.js'

/**
 * European Air Quality Index, revised: upper bounds of levels 1 (good) to 5 (very poor), inclusive,
 * ug/m3, 1-hour means; level 6 (extremely poor) is above the last. The older set of bounds
 * (10/20/25/50/75 for PM2.5) must never be mixed with it.
 * Source: ETC HE Report 2024/17, in use by the EEA since 2025.
 */
export const EAQI_2025 = {
  source: 'European Air Quality Index, ETC HE Report 2024/17 (in use since 2025)',
  bounds: {
    'pm2-5': [5, 15, 50, 90, 140],
    pm10: [15, 45, 120, 195, 270],
    no2: [10, 25, 60, 100, 150],
    o3: [60, 100, 120, 160, 180],
    so2: [20, 40, 125, 190, 275],
  },
} as const satisfies {
  source: string
  bounds: Record<Pollutant, readonly [number, number, number, number, number]>
}

/** Level 1 to 6 of an unrounded hourly mean in ug/m3: rounding first would lift 15.4 to "fair". */
export function levelOf(pollutant: Pollutant, mean: number): number {
  const index = EAQI_2025.bounds[pollutant].findIndex((bound) => withoutNoise(mean) <= bound)
  return index === -1 ? 6 : index + 1
}

export type AirIndexValue = {
  readonly level: number | null
  /** The one that decides; of equals the one furthest above its level's lower bound. */
  readonly pollutant: Pollutant | null
  readonly partial: boolean
  /** What a whole index would need and is not there. */
  readonly missing: readonly Pollutant[]
}

/**
 * The index of an hour: the worst pollutant. A traffic site needs NO2 and a PM, any other NO2, O3 and
 * a PM (ETC HE Report 2024/17); with less it is partial, and says what is missing.
 */
export function airIndex(
  means: Partial<Record<Pollutant, number>>,
  site: { readonly traffic: boolean },
): AirIndexValue {
  const worst = EAQI_POLLUTANTS.flatMap((pollutant) => {
    const mean = means[pollutant]
    return mean === undefined ? [] : [{ pollutant, step: stepOf(pollutant, mean), mean }]
  }).reduce<{ pollutant: Pollutant; step: number; mean: number } | null>(
    (most, next) => (most === null || next.step > most.step ? next : most),
    null,
  )
  const missing = missingFor(means, site.traffic)
  return {
    level: worst === null ? null : levelOf(worst.pollutant, worst.mean),
    pollutant: worst?.pollutant ?? null,
    partial: missing.length > 0,
    missing,
  }
}

export const EAQI_POLLUTANTS: readonly Pollutant[] = ['pm2-5', 'pm10', 'no2', 'o3', 'so2']

function missingFor(
  means: Partial<Record<Pollutant, number>>,
  traffic: boolean,
): readonly Pollutant[] {
  const missing: Pollutant[] = []
  if (means['pm2-5'] === undefined && means.pm10 === undefined) missing.push('pm2-5', 'pm10')
  if (means.no2 === undefined) missing.push('no2')
  if (!traffic && means.o3 === undefined) missing.push('o3')
  return missing
}

/** The level with the share of its band behind the comma, so that equal levels can be told apart. */
function stepOf(pollutant: Pollutant, mean: number): number {
  const level = levelOf(pollutant, mean)
  const bounds: readonly number[] = EAQI_2025.bounds[pollutant]
  const lower = bounds[level - 2] ?? 0
  const upper = bounds[level - 1]
  if (upper === undefined) return level + mean / lower
  return level + Math.max(0, (mean - lower) / (upper - lower)) * 0.999
}
