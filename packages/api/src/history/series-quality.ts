import type { Quality } from '@bypuls/model'

/** Suspect readings weigh in a window from this share of its readings on. */
const SUSPECT_SHARE = 0.01

export type Trust = {
  readonly value: number | null
  /** Good readings, and those left out as suspect. */
  readonly count: number
  readonly suspect: number
  readonly estimated: boolean
}

/**
 * The label of a window. `suspect` where one in a hundred of its readings or more was left out: any one
 * of up to a hundred, but not one glitch in a year.
 */
export function windowQuality({ value, count, suspect, estimated }: Trust): Quality {
  if (suspect > 0 && (value === null || suspect >= SUSPECT_SHARE * (count + suspect))) {
    return 'suspect'
  }
  if (value === null) return 'missing'
  return estimated ? 'estimated' : 'good'
}
