import {
  FIXED_WIDTH_MS,
  type FlowReading,
  type Interval,
  type Quality,
  temperaturesOfFlow,
} from '@bypuls/model'
import { coverageOverTime, weakest, worstQuality } from './combine.js'
import type { AskMeter, HeatCells, HeatQuery } from './heat.js'
import type { SeriesWindow } from './series-shapes.js'
import { cutWindows } from './until.js'

/** The gauges that tell a heat meter's temperatures where it keeps no totals. */
export const GAUGES: readonly string[] = ['heat-flow', 'supply-temperature', 'return-temperature']

/**
 * Temperatures from gauges: each hour's means (or the asked window's, where that is shorter) weighted by
 * what flowed in it. The hours are the same whatever is asked, so a week is its days and a day its hours.
 */
export async function flowMeter(ask: AskMeter, query: HeatQuery): Promise<HeatCells> {
  const { hours } = query
  const gauges = await ask(GAUGES, hours)
  const heat = (await ask(['heat'], query.windows)).get('heat') ?? []
  const parts = hours.map((hour, index) =>
    toPart(
      hour,
      GAUGES.map((metric) => gauges.get(metric)?.[index]),
      query.until,
    ),
  )
  const inWindows = partsOf(parts, query.windows)
  const cells = query.windows.map((window, index) =>
    toCell(window, inWindows[index] ?? [], heat[index]?.value ?? null, query.until),
  )
  const span = { start: hours[0]?.start ?? query.until, end: hours.at(-1)?.end ?? query.until }
  const known = heat.flatMap(({ value }) => value ?? [])
  const kWh = known.length === 0 ? null : known.reduce((a, b) => a + b, 0)
  return { cells, total: toCell(span, parts, kWh, query.until) }
}

type Part = Interval & {
  readonly reading: FlowReading | null
  readonly coverage: number | null
  readonly quality: Quality
}

/** The windows that are weighted by flow: the asked ones up to an hour long, else the local hours. */
export function flowWindows({
  windows,
  size,
  timezone,
}: Omit<HeatQuery, 'hours'>): readonly Interval[] {
  const from = windows[0]?.start
  const to = windows.at(-1)?.end
  if (FIXED_WIDTH_MS[size] !== undefined || from === undefined || to === undefined) return windows
  return cutWindows({ from, to }, 'PT1H', timezone)
}

function toPart(
  hour: Interval,
  gauges: readonly (SeriesWindow | undefined)[],
  until: number,
): Part {
  const [flow, supply, back] = gauges.map((gauge) => gauge?.value ?? null)
  const present = gauges.flatMap((gauge) => gauge ?? [])
  const coverage = weakest(present.map((gauge) => gauge.coverage))
  const trust = { coverage, quality: worstQuality(present) }
  if (flow == null || supply == null || back == null) return { ...hour, ...trust, reading: null }
  // The means stand for the whole hour as far as it has passed; the coverage tells how well.
  const hours = (Math.min(hour.end, until) - hour.start) / 3_600_000
  const reading = { flowM3PerH: flow, supplyCel: supply, returnCel: back, hours }
  return { ...hour, ...trust, reading }
}

/** The parts of each window; both are in order, so one walk is enough for a year of hours. */
function partsOf(parts: readonly Part[], windows: readonly Interval[]): readonly Part[][] {
  let next = 0
  return windows.map(({ end }) => {
    const own: Part[] = []
    for (let part = parts[next]; part !== undefined && part.start < end; part = parts[next]) {
      own.push(part)
      next += 1
    }
    return own
  })
}

function toCell(span: Interval, parts: readonly Part[], kWh: number | null, until: number) {
  const readings = parts.flatMap(({ reading }) => reading ?? [])
  return {
    start: span.start,
    end: span.end,
    ...temperaturesOfFlow(readings, kWh),
    coverage: coverageOverTime(parts, until),
    quality: worstQuality(
      parts.map(({ reading, quality }) => ({ value: reading?.hours ?? null, quality })),
    ),
  }
}
