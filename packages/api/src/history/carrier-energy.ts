import {
  CARRIER_OF_METRIC,
  type Carrier,
  type Co2e,
  co2e,
  type Interval,
  type Quality,
  type YearAmount,
  zonedIso,
} from '@bypuls/model'
import type { PointRecord } from '@bypuls/registry'
import { coverageOverTime, sumOf, worstQuality } from './combine.js'
import type { PointSeries, SeriesOf } from './series-shapes.js'
import { cutWindows } from './until.js'

/** One window of a carrier. Times are epoch ms UTC. */
export type EnergyCell = Interval & {
  readonly kWh: number | null
  readonly kgCo2e: number | null
  readonly coverage: number | null
  readonly quality: Quality
}

/** What a carrier used, window by window and together. */
export type CarrierCells = {
  readonly carrier: Carrier
  readonly points: readonly string[]
  readonly cells: readonly EnergyCell[]
  readonly total: Omit<EnergyCell, 'start' | 'end'>
  readonly factors: Co2e['factors']
}

export type CarrierQuery = {
  readonly points: readonly PointRecord[]
  readonly windows: readonly Interval[]
  readonly timezone: string
  readonly until: number
  /** 1 for meters that count kWh; for gas its heating value, kWh per m3. */
  readonly kWhPerUnit: number
}

/** The points of a site that feed each carrier, in the carriers' order. A point counts once. */
export function pointsByCarrier(
  points: readonly PointRecord[],
): ReadonlyMap<Carrier, readonly PointRecord[]> {
  const byCarrier = new Map<Carrier, PointRecord[]>()
  for (const [metric, carrier] of Object.entries(CARRIER_OF_METRIC)) {
    const own = points.filter((point) => point.metric === metric)
    if (own.length > 0) byCarrier.set(carrier, [...(byCarrier.get(carrier) ?? []), ...own])
  }
  return byCarrier
}

/** A carrier's windows: the sum of its meters, and its CO2e with each year's own factor. */
export async function carrierCells(
  series: SeriesOf,
  carrier: Carrier,
  query: CarrierQuery,
): Promise<CarrierCells> {
  const points = query.points.map(({ id }) => id)
  const sumsOf = async (windows: readonly Interval[]): Promise<readonly Sum[]> => {
    if (windows.length === 0) return []
    const ask = { points, windows, timezone: query.timezone, suspects: true }
    const answers = await series(ask)
    return windows.map((window, index) => ({ ...window, ...sumAt(answers, index, query) }))
  }
  const sums = await sumsOf(query.windows)
  const split = query.windows.flatMap((window) => yearParts(window, query.timezone))
  return toCells(carrier, points, sums, await sumsOf(split), query)
}

type Sum = Interval & ReturnType<typeof sumOf>

function toCells(
  carrier: Carrier,
  points: readonly string[],
  sums: readonly Sum[],
  split: readonly Sum[],
  { timezone, until }: CarrierQuery,
): CarrierCells {
  const amounts: YearAmount[] = []
  const cells = sums.map(({ value, ...sum }) => {
    const inYears = split.filter(({ start, end }) => start >= sum.start && end <= sum.end)
    const own = (inYears.length === 0 ? [{ ...sum, value }] : inYears).map((part) => ({
      year: localYear(part.start, timezone),
      kWh: part.value,
    }))
    amounts.push(...own)
    return { ...sum, kWh: value, kgCo2e: co2e(carrier, own).kgCo2e }
  })
  const { kgCo2e, factors } = co2e(carrier, amounts)
  const total = {
    kWh: sumOf(sums).value,
    kgCo2e,
    coverage: coverageOverTime(sums, until),
    quality: worstQuality(sums),
  }
  return { carrier, points, cells, total, factors }
}

function sumAt(answers: readonly PointSeries[], index: number, query: CarrierQuery) {
  const sum = sumOf(answers.flatMap(({ windows }) => windows[index] ?? []))
  return { ...sum, value: sum.value === null ? null : sum.value * query.kWhPerUnit }
}

/** The two parts of a window over New Year's Eve; none of another: a factor belongs to a year. */
function yearParts(window: Interval, timezone: string): readonly Interval[] {
  if (localYear(window.start, timezone) === localYear(window.end - 1, timezone)) return []
  return cutWindows({ from: window.start, to: window.end }, 'P1Y', timezone)
}

function localYear(at: number, timezone: string): number {
  return Number(zonedIso(at, timezone).slice(0, 4))
}
