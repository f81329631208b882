import { SUFFICIENT_COVERAGE } from '../quality.js'

/** The part of the Danish day that an hour of local time belongs to. */
export type NoisePeriod = 'day' | 'evening' | 'night'

/** One hour of sound level: local hour 0 to 23, energy mean LAeq in dB(A) and its coverage. */
export type NoiseHour = {
  readonly localHour: number
  readonly laeq: number | null
  readonly coverage: number
}

export type Lden = {
  readonly lden: number | null
  readonly day: number | null
  readonly evening: number | null
  readonly night: number | null
}

/** Danish periods: day 07-19, evening 19-22, night 22-07 (local time). */
export function noisePeriod(localHour: number): NoisePeriod {
  if (localHour >= 7 && localHour < 19) return 'day'
  return localHour >= 19 && localHour < 22 ? 'evening' : 'night'
}

/**
 * Lden from its periods' levels: `10 log10((12·10^(Ld/10) + 3·10^((Le+5)/10) + 9·10^((Ln+10)/10))/24)`.
 * Source: directive 2002/49/EC annex I with the Danish periods (evening shortened to three hours).
 */
export function lden(levels: { day: number; evening: number; night: number }): number {
  const energy =
    12 * 10 ** (levels.day / 10) +
    3 * 10 ** ((levels.evening + 5) / 10) +
    9 * 10 ** ((levels.night + 10) / 10)
  return 10 * Math.log10(energy / 24)
}

/**
 * Levels of a range from its hours, energy means weighted by coverage. A period with less than 75 %
 * coverage has no level, and without all three there is no Lden.
 */
export function ldenOfHours(hours: readonly NoiseHour[]): Lden {
  const day = levelOfPeriod(hours, 'day')
  const evening = levelOfPeriod(hours, 'evening')
  const night = levelOfPeriod(hours, 'night')
  if (day === null || evening === null || night === null) return { lden: null, day, evening, night }
  return { lden: lden({ day, evening, night }), day, evening, night }
}

function levelOfPeriod(hours: readonly NoiseHour[], period: NoisePeriod): number | null {
  let energy = 0
  let weight = 0
  let expected = 0
  for (const hour of hours) {
    if (noisePeriod(hour.localHour) !== period) continue
    expected += 1
    if (hour.laeq === null) continue
    energy += hour.coverage * 10 ** (hour.laeq / 10)
    weight += hour.coverage
  }
  if (weight === 0 || weight / expected < SUFFICIENT_COVERAGE) return null
  return 10 * Math.log10(energy / weight)
}
