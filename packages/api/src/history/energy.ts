import {
  BOUGHT,
  CARRIER_OF_METRIC,
  type Carrier,
  type CarrierEnergy,
  type EnergyTotal,
  type SiteEnergy,
  type WindowSize,
  zonedIso,
} from '@bypuls/model'
import { askedOnce } from './asked-once.js'
import { type CarrierCells, carrierCells, pointsByCarrier } from './carrier-energy.js'
import { coverageOverTime, weakest, worstQuality } from './combine.js'
import { heatMeters } from './heat.js'
import { TOTALS } from './heat-totals.js'
import { cutWindows, knownOf, type SiteHistoryDeps, type SiteQuery, siteRecord } from './until.js'

export type EnergyQuery = SiteQuery & {
  readonly size: WindowSize
  /** Only this carrier; all of them where absent. */
  readonly carrier?: Carrier
}

export type EnergyDeps = SiteHistoryDeps & {
  /** The heating value gas is billed by. Without it gas, counted in m3, is left out of the energy. */
  readonly gasKwhPerM3?: number
}

export type EnergyHistory = { site(query: EnergyQuery): Promise<SiteEnergy> }

/**
 * What a site used, per carrier and window, with its CO2e and its heat meters' temperatures. The first
 * and the last window are cut at the range's ends, so that a total is the sum of its windows.
 * The total is what is bought: electricity, heat and gas.
 */
export function createEnergyHistory(deps: EnergyDeps): EnergyHistory {
  return {
    async site(query) {
      const site = siteRecord(deps, query.site)
      const { timezone } = site
      const { series, until } = knownOf(deps, site)
      const windows = cutWindows(query, query.size, timezone)
      const points = countersOf(deps, query)
      const known = { ...deps, series: askedOnce(series, { points, windows, timezone }) }
      const cells = await siteCarriers(known, { ...query, windows, timezone, until })
      const iso = (at: number) => zonedIso(at, timezone)
      const wantsHeat = query.carrier === undefined || query.carrier === 'heat'
      return {
        site: query.site,
        timezone,
        window: query.size,
        from: iso(query.from),
        to: iso(query.to),
        carriers: cells.map((carrier) => toCarrierEnergy(carrier, iso)),
        total: totalOf(cells, until),
        factors: cells.flatMap(({ factors }) => factors),
        heatMeters: wantsHeat
          ? await heatMeters(known, { ...query, windows, timezone, until })
          : [],
      }
    },
  }
}

/** What the answer counts in its windows: the carriers and the heat meters' totals. */
function countersOf({ view }: EnergyDeps, { site, carrier }: EnergyQuery): readonly string[] {
  const wantsHeat = carrier === undefined || carrier === 'heat'
  const wanted = (metric: string) => {
    const of = CARRIER_OF_METRIC[metric]
    if (of === undefined) return wantsHeat && TOTALS.includes(metric)
    return carrier === undefined || of === carrier
  }
  const points = view().pointsOfSite.get(site) ?? []
  return points.filter(({ metric }) => wanted(metric)).map(({ id }) => id)
}

type CarriersQuery = Pick<SiteQuery, 'site'> & {
  readonly windows: readonly { readonly start: number; readonly end: number }[]
  readonly timezone: string
  readonly until: number
  readonly carrier?: Carrier
}

/** The carriers that a site measures, each in the given windows. */
export async function siteCarriers(
  deps: EnergyDeps,
  query: CarriersQuery,
): Promise<readonly CarrierCells[]> {
  const byCarrier = pointsByCarrier(deps.view().pointsOfSite.get(query.site) ?? [])
  const wanted = [...byCarrier].filter(
    ([carrier]) =>
      (query.carrier === undefined || carrier === query.carrier) &&
      (carrier !== 'gas' || deps.gasKwhPerM3 !== undefined),
  )
  return Promise.all(
    wanted.map(([carrier, points]) => {
      const kWhPerUnit = carrier === 'gas' ? (deps.gasKwhPerM3 ?? 1) : 1
      return carrierCells(deps.series, carrier, { ...query, points, kWhPerUnit })
    }),
  )
}

/**
 * What is bought, together. Its coverage is that of the weakest carrier in each window; its CO2e is
 * unknown where a carrier's is: half of it would read as a saving.
 */
export function totalOf(carriers: readonly CarrierCells[], until: number): EnergyTotal {
  const bought = carriers.filter(({ carrier }) => BOUGHT.includes(carrier))
  const measured = bought.map(({ total }) => total).filter(({ kWh }) => kWh !== null)
  const kg = measured.map(({ kgCo2e }) => kgCo2e)
  return {
    kWh: measured.length === 0 ? null : measured.reduce((sum, { kWh }) => sum + (kWh ?? 0), 0),
    kgCo2e:
      kg.length === 0 || kg.includes(null) ? null : kg.reduce((a: number, b) => a + (b ?? 0), 0),
    coverage: coverageOverTime(weakestWindows(bought), until),
    quality: worstQuality(measured.map(({ kWh, quality }) => ({ value: kWh, quality }))),
  }
}

function weakestWindows(carriers: readonly CarrierCells[]) {
  const [first] = carriers
  return (first?.cells ?? []).map(({ start, end }, index) => ({
    start,
    end,
    coverage: weakest(carriers.map(({ cells }) => cells[index]?.coverage ?? null)),
  }))
}

function toCarrierEnergy(
  { carrier, points, total, cells }: CarrierCells,
  iso: (at: number) => string,
): CarrierEnergy {
  return {
    carrier,
    points: [...points],
    total,
    windows: cells.map(({ start, end, kWh, kgCo2e, coverage, quality }) => ({
      start: iso(start),
      end: iso(end),
      kWh,
      kgCo2e,
      coverage,
      quality,
    })),
  }
}
