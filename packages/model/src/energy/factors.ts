import type { Carrier, FactorUsed } from '../contract/energy.js'

type Mark = { readonly year: number; readonly factor: number }

/**
 * Emission factors of BR18 annex 2, table 8 (Danish building regulations), kg CO2e per kWh delivered,
 * for the whole of Denmark. Between the years of the table they are linear.
 */
export const BR18_TABLE_8 = {
  scope: 'DK',
  method: 'annual factor, linear between the years of the table',
  source: 'BR18 annex 2, table 8',
  firstYear: 2023,
  lastYear: 2040,
  marks: {
    electricity: marks(0.187, 0.135, 0.047, 0.0414, 0.0403),
    heat: marks(0.105, 0.0878, 0.0713, 0.0688, 0.068),
    gas: marks(0.225, 0.189, 0.105, 0.105, 0.105),
  },
} as const

/**
 * The factor of a carrier in a calendar year, or null where the table does not reach: before 2023 and
 * after 2040 we say that we do not know instead of guessing.
 *
 * Cooling has none: it is made from electricity (or heat) that the site's own meters already count.
 * Solar and export have none: the table tells what is bought, and what a sold kilowatt-hour saves
 * elsewhere is an agreement, not a measurement.
 */
export function factorFor(carrier: Carrier, year: number): FactorUsed | null {
  if (carrier !== 'electricity' && carrier !== 'heat' && carrier !== 'gas') return null

  const factor = linear(BR18_TABLE_8.marks[carrier], year)
  if (factor === null) return null
  const { scope, method, source } = BR18_TABLE_8
  return { carrier, year, factor, scope, method, source }
}

function marks(...[y2023, y2025, y2030, y2035, y2040]: [number, number, number, number, number]) {
  return [
    { year: 2023, factor: y2023 },
    { year: 2025, factor: y2025 },
    { year: 2030, factor: y2030 },
    { year: 2035, factor: y2035 },
    { year: 2040, factor: y2040 },
  ]
}

function linear(table: readonly Mark[], year: number): number | null {
  for (const [index, right] of table.entries()) {
    if (year > right.year) continue
    if (year === right.year) return right.factor
    const left = table[index - 1]
    if (left === undefined) return null
    const share = (year - left.year) / (right.year - left.year)
    return left.factor + share * (right.factor - left.factor)
  }
  return null
}
