import type { Quality } from '@bypuls/model'

type Trusted = {
  readonly value: number | null
  readonly coverage: number | null
  readonly quality: Quality
}

/** From the least to the most trouble; a window without a value says `missing` by itself. */
const TROUBLE: readonly Quality[] = ['good', 'corrected', 'estimated', 'suspect']

/** The most troubled quality of the parts that have a value; `missing` when none has. */
export function worstQuality(parts: readonly Pick<Trusted, 'value' | 'quality'>[]): Quality {
  let worst = -1
  for (const { value, quality } of parts) {
    if (value !== null) worst = Math.max(worst, TROUBLE.indexOf(quality))
  }
  return TROUBLE[worst] ?? 'missing'
}

/**
 * A sum over meters: it is only as complete as its least complete one. Null where none has a value.
 * Where nothing is expected of a meter (coverage null) it takes no part.
 */
export function sumOf(parts: readonly Trusted[]): Trusted {
  const values = parts.flatMap(({ value }) => value ?? [])
  return {
    value: values.length === 0 ? null : values.reduce((a, b) => a + b, 0),
    coverage: weakest(parts.map(({ coverage }) => coverage)),
    quality: worstQuality(parts),
  }
}

/** The least coverage of those that are expected; null when none is. */
export function weakest(coverages: readonly (number | null)[]): number | null {
  const expected = coverages.flatMap((coverage) => coverage ?? [])
  return expected.length === 0 ? null : expected.reduce((a, b) => Math.min(a, b))
}

type Timed = { readonly start: number; readonly end: number; readonly coverage: number | null }

/** The coverage of a range from its windows, weighted by how much of each lies before `until`. */
export function coverageOverTime(windows: readonly Timed[], until: number): number | null {
  let covered = 0
  let expected = 0
  for (const { start, end, coverage } of windows) {
    const length = Math.min(end, until) - start
    if (coverage === null || length <= 0) continue
    covered += coverage * length
    expected += length
  }
  return expected === 0 ? null : covered / expected
}
