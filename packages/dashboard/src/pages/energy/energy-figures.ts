import type {
  CarrierEnergy,
  EnergyTotal,
  EnergyWindow,
  FactorUsed,
  HeatMeter,
  SiteEnergy,
} from '@bypuls/model'
import type { ChartWindow } from '../../charts/chart-data.js'
import { SUFFICIENT } from '../../parts/Coverage.js'
import type { StripSpan } from '../../parts/quality-runs.js'
import type { SparkPoint } from '../../parts/Sparkline.js'

/** A carrier's windows as bars, kWh. */
export function energyBars(carrier: CarrierEnergy | undefined): readonly ChartWindow[] {
  return (carrier?.windows ?? []).map((window) => ({
    start: Date.parse(window.start),
    end: Date.parse(window.end),
    value: window.kWh,
    coverage: window.coverage,
    quality: window.quality,
  }))
}

/** A heat meter's cooling per window, K; null where too little water flowed to tell. */
export function coolingLine(meter: HeatMeter | undefined): readonly ChartWindow[] {
  return (meter?.windows ?? []).map((window) => ({
    start: Date.parse(window.start),
    end: Date.parse(window.end),
    value: window.deltaT,
    coverage: window.coverage,
    quality: window.quality,
  }))
}

/** Windows that were measured but in which too little water flowed to tell a temperature. */
export function tooLittleWater(meter: HeatMeter): number {
  return meter.windows.filter(({ deltaT, volumeM3 }) => deltaT === null && volumeM3 !== null).length
}

/** The strip of a heat meter: how well it was measured, whether or not a temperature could be told. */
export function meterStrip(meter: HeatMeter, until: number): readonly StripSpan[] {
  return meter.windows.map(({ start, end, quality, volumeM3 }) => ({
    start: Date.parse(start),
    end: Date.parse(end),
    quality: Date.parse(start) >= until ? 'ahead' : volumeM3 === null ? 'missing' : quality,
  }))
}

/** Chart windows as the points of a sparkline; what lies ahead of `until` or is half known is left out. */
export function sparkOf(windows: readonly ChartWindow[], until: number): readonly SparkPoint[] {
  return windows
    .filter(({ start }) => start < until)
    .map((window) => ({ at: window.start, value: isEnough(window) ? window.value : null }))
}

/** kg CO2e of everything bought, window by window; null where one carrier's is unknown. */
export function co2eBars(energy: SiteEnergy): readonly ChartWindow[] {
  const bought = energy.carriers.filter(({ carrier }) => isBought(carrier))
  return (bought[0]?.windows ?? []).map((first, i) => {
    const windows = bought.flatMap(({ windows }): readonly EnergyWindow[] =>
      windows.slice(i, i + 1),
    )
    const kg = windows.filter(({ kWh }) => kWh !== null).map(({ kgCo2e }) => kgCo2e)
    const known = kg.length > 0 && !kg.includes(null)
    return {
      start: Date.parse(first.start),
      end: Date.parse(first.end),
      value: known ? kg.reduce((a: number, b) => a + (b ?? 0), 0) : null,
      coverage: first.coverage,
      quality: first.quality,
    }
  })
}

/** Enough was measured to show a total. */
export function isEnough(total: Pick<EnergyTotal, 'coverage'> | undefined): boolean {
  return total?.coverage == null || total.coverage >= SUFFICIENT
}

/** Something in a period is known well enough to be held against another. */
export function isComparable(windows: readonly ChartWindow[]): boolean {
  return windows.some((window) => window.value !== null && isEnough(window))
}

/** Most windows of a heat meter tell a temperature: enough water flowed. */
export function isDense({ windows }: HeatMeter): boolean {
  return windows.filter(({ deltaT }) => deltaT !== null).length >= windows.length / 2
}

/** What is bought counts in the total; cooling made in the house, sun and export do not. */
export function isBought(carrier: CarrierEnergy['carrier']): boolean {
  return carrier === 'electricity' || carrier === 'heat' || carrier === 'gas'
}

/** The factors of one carrier, oldest year first. */
export function factorsOf(
  factors: readonly FactorUsed[],
  carrier: CarrierEnergy['carrier'],
): readonly FactorUsed[] {
  return factors.filter((factor) => factor.carrier === carrier).toSorted((a, b) => a.year - b.year)
}

/** Stretches whose total is right but whose place in time is estimated, over all carriers. */
export function estimatedRuns(
  carriers: readonly CarrierEnergy[],
): readonly { from: number; to: number; carrier: CarrierEnergy['carrier'] }[] {
  return carriers.flatMap(({ carrier, windows }) => {
    const runs: { from: number; to: number; carrier: CarrierEnergy['carrier'] }[] = []
    for (const window of windows) {
      if (window.quality !== 'estimated' || window.kWh === null) continue
      const from = Date.parse(window.start)
      const last = runs.at(-1)
      if (last && last.to === from) last.to = Date.parse(window.end)
      else runs.push({ from, to: Date.parse(window.end), carrier })
    }
    return runs
  })
}
