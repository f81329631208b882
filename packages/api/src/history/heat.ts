import {
  type HeatMeter,
  type HeatTemperatures,
  type HeatWindow,
  type Interval,
  type Quality,
  type WindowSize,
  zonedIso,
} from '@bypuls/model'
import type { PointRecord } from '@bypuls/registry'
import { askedOnce } from './asked-once.js'
import { flowMeter, flowWindows, GAUGES } from './heat-flow.js'
import { TOTALS, totalsMeter } from './heat-totals.js'
import type { SeriesOf, SeriesWindow } from './series-shapes.js'
import type { SiteHistoryDeps } from './until.js'

export type HeatQuery = {
  readonly site: string
  readonly size: WindowSize
  readonly windows: readonly Interval[]
  /** What gauges are weighted by flow in: the same for every meter. */
  readonly hours: readonly Interval[]
  readonly timezone: string
  readonly until: number
}

/** One window of a heat meter. Times are epoch ms UTC. */
export type HeatCell = Interval &
  HeatTemperatures & {
    readonly volumeM3: number | null
    readonly coverage: number | null
    readonly quality: Quality
  }

/** A meter's windows and the whole range. */
export type HeatCells = { readonly cells: readonly HeatCell[]; readonly total: HeatCell }

/** Asks for one meter's metrics in windows; a metric that it does not have is absent. */
export type AskMeter = (
  metrics: readonly string[],
  windows: readonly Interval[],
) => Promise<ReadonlyMap<string, readonly SeriesWindow[]>>

/**
 * Supply, return, cooling and m3 per MWh of each heat meter of a site: from its running totals where it
 * keeps them, else from its gauges weighted by flow. A meter is the place that its points share.
 */
export async function heatMeters(
  deps: Pick<SiteHistoryDeps, 'series' | 'view'>,
  asked: Omit<HeatQuery, 'hours'>,
): Promise<HeatMeter[]> {
  const query = { ...asked, hours: flowWindows(asked) }
  const view = deps.view()
  const points = view.pointsOfSite.get(query.site) ?? []
  const places = [...new Set(points.map(({ place }) => place))]
  const methods = new Map(
    places.map((place) => [place, methodOf(points.filter((point) => point.place === place))]),
  )
  const gauges = points
    .filter(({ place, metric }) => methods.get(place) === 'flow' && GAUGES.includes(metric))
    .map(({ id }) => id)
  const series = askedOnce(deps.series, { ...query, points: gauges, windows: query.hours })
  const meters = await Promise.all(
    places.map(async (place) => {
      const own = points.filter((point) => point.place === place)
      const method = methods.get(place) ?? null
      if (method === null) return []
      const meter = method === 'totals' ? totalsMeter : flowMeter
      const { cells, total } = await meter(asker(series, own, query), query)
      const toWindow = (cell: HeatCell) => toHeatWindow(cell, query.timezone)
      const placeTitle = view.places.get(`${query.site}.${place}`)?.title ?? place
      return [{ place, placeTitle, method, total: toWindow(total), windows: cells.map(toWindow) }]
    }),
  )
  return meters.flat()
}

function methodOf(points: readonly PointRecord[]): HeatMeter['method'] | null {
  const has = (metric: string) => points.some((point) => point.metric === metric)
  if (TOTALS.every(has)) return 'totals'
  return GAUGES.every(has) ? 'flow' : null
}

function asker(
  series: SeriesOf,
  points: readonly PointRecord[],
  { timezone }: HeatQuery,
): AskMeter {
  return async (metrics, windows) => {
    const wanted = points.filter(({ metric }) => metrics.includes(metric)).map(({ id }) => id)
    if (wanted.length === 0) return new Map()
    const answers = await series({ points: wanted, windows, timezone })
    return new Map(answers.map((answer) => [answer.metric.slug, answer.windows]))
  }
}

function toHeatWindow({ start, end, ...figures }: HeatCell, timezone: string): HeatWindow {
  return { start: zonedIso(start, timezone), end: zonedIso(end, timezone), ...figures }
}
