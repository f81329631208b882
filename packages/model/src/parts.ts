/**
 * What a store can tell of a fixed window. Each is absent unless it was asked for.
 * `energySum` is the sum of 10^(L/10); `sinSum` and `cosSum` those of unit vectors (degrees).
 * `firstAt`/`lastAt` are the times of the first and last reading, epoch ms UTC.
 */
export type WindowParts = {
  readonly point: string
  readonly start: number
  readonly count?: number
  readonly sum?: number
  readonly min?: number
  readonly max?: number
  readonly first?: number
  readonly last?: number
  readonly firstAt?: number
  readonly lastAt?: number
  readonly energySum?: number
  readonly sinSum?: number
  readonly cosSum?: number
}

export const PART_NAMES = [
  'count',
  'sum',
  'min',
  'max',
  'first',
  'last',
  'firstAt',
  'lastAt',
  'energySum',
  'sinSum',
  'cosSum',
] as const
export type PartName = (typeof PART_NAMES)[number]
