import type { Carrier, FactorUsed } from '../contract/energy.js'
import { factorFor } from './factors.js'

/** Energy used within one local calendar year; null where nothing was measured. */
export type YearAmount = { readonly year: number; readonly kWh: number | null }

export type Co2e = {
  /** Null where nothing was measured, or where no factor is known for a part of it. */
  readonly kgCo2e: number | null
  /** Every factor that was applied, in the order of the years. */
  readonly factors: readonly FactorUsed[]
}

/**
 * CO2e of energy, each part with the factor of its own year: a window over New Year's Eve is given as
 * two parts. A part without a factor makes the whole unknown: half a sum would read as a saving.
 */
export function co2e(carrier: Carrier, amounts: readonly YearAmount[]): Co2e {
  const factors = new Map<number, FactorUsed>()
  let kgCo2e: number | null = null
  let unknown = false
  for (const { year, kWh } of amounts) {
    if (kWh === null) continue
    const used = factorFor(carrier, year)
    if (used === null) {
      unknown = true
      continue
    }
    factors.set(year, used)
    kgCo2e = (kgCo2e ?? 0) + kWh * used.factor
  }
  return { kgCo2e: unknown ? null : kgCo2e, factors: [...factors.values()] }
}
