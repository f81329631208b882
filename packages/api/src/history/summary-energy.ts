import {
  addLocal,
  BOUGHT,
  CARRIER_OF_METRIC,
  localMidnight,
  type SiteSummary,
  zonedIso,
} from '@bypuls/model'
import type { SiteRecord } from '@bypuls/registry'
import { askedOnce } from './asked-once.js'
import type { CarrierCells } from './carrier-energy.js'
import { type EnergyDeps, siteCarriers, totalOf } from './energy.js'
import { cutWindows } from './until.js'

/** Energy since local midnight, beside the same span of the clock a week earlier. */
export async function energyToday(
  deps: EnergyDeps,
  site: SiteRecord,
  at: number,
): Promise<SiteSummary['energy']> {
  const { timezone } = site
  const from = localMidnight(at, timezone)
  const aWeekBefore = (time: number) => addLocal(time, { weeks: -1 }, timezone)
  const points = (deps.view().pointsOfSite.get(site.name) ?? [])
    .filter(({ metric }) => CARRIER_OF_METRIC[metric] !== undefined)
    .map(({ id }) => id)
  const span = (range: { from: number; to: number }) => {
    const windows = cutWindows(range, 'PT1H', timezone)
    const series = askedOnce(deps.series, { points, windows, timezone })
    return siteCarriers({ ...deps, series }, { site: site.name, windows, timezone, until: at })
  }
  const carriers = await span({ from, to: at })
  if (carriers.length === 0) return null

  const previous = await span({ from: aWeekBefore(from), to: aWeekBefore(at) })
  return {
    from: zonedIso(from, timezone),
    to: zonedIso(at, timezone),
    carriers: carriers.map(({ carrier, total }) => ({ carrier, total })),
    total: totalOf(carriers, at),
    previous: totalOf(previous, at),
    factors: carriers.flatMap(({ factors }) => factors),
    hours: runningSum(carriers, timezone),
    previousHours: runningSum(previous, timezone),
  }
}

/** The bought energy so far at the end of each hour; null where an hour has no reading at all. */
function runningSum(carriers: readonly CarrierCells[], timezone: string) {
  const bought = carriers.filter(({ carrier }) => BOUGHT.includes(carrier))
  let kWh = 0
  let kgCo2e: number | null = 0
  return (bought[0]?.cells ?? []).map(({ end }, index) => {
    const measured = bought
      .flatMap(({ cells }) => cells[index] ?? [])
      .filter((cell) => cell.kWh !== null)
    for (const cell of measured) {
      kWh += cell.kWh ?? 0
      // An hour without a factor: from there on the sum is not known.
      kgCo2e = kgCo2e === null || cell.kgCo2e === null ? null : kgCo2e + cell.kgCo2e
    }
    const known = measured.length > 0
    return { end: zonedIso(end, timezone), kWh: known ? kWh : null, kgCo2e: known ? kgCo2e : null }
  })
}
