/** A guideline level, Lden in dB(A), by what the noise comes from and who is to be protected. */
export type NoiseGuideline = {
  readonly from: 'road' | 'rail'
  readonly area: 'recreation' | 'homes' | 'offices'
  readonly lden: number
}

/**
 * Danish guideline levels for road and rail noise, annual means in the free field
 * (Miljøstyrelsen, guidelines 4/2007 and 1/1997; values from secondary sources). Homes include schools.
 * A street microphone's day is no annual mean: beside it they are indicative.
 */
export const NOISE_GUIDELINES_DK: readonly NoiseGuideline[] = [
  { from: 'road', area: 'recreation', lden: 53 },
  { from: 'road', area: 'homes', lden: 58 },
  { from: 'road', area: 'offices', lden: 63 },
  { from: 'rail', area: 'recreation', lden: 59 },
  { from: 'rail', area: 'homes', lden: 64 },
  { from: 'rail', area: 'offices', lden: 69 },
]
