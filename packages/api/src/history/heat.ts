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
import { flowMeter, GAUGES } from './heat-flow.js'
import { TOTALS, totalsMeter } from './heat-totals.js'
import type { SeriesWindow } from './series-shapes.js'
import type { SiteHistoryDeps } from './until.js'

export type HeatQuery = {
  readonly site: string
  readonly size: WindowSize
  readonly windows: readonly Interval[]
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
  query: HeatQuery,
): Promise<HeatMeter[]> {
  const view = deps.view()
  const points = view.pointsOfSite.get(query.site) ?? []
  const places = [...new Set(points.map(({ place }) => place))]
  const meters = await Promise.all(
    places.map(async (place) => {
      const own = points.filter((point) => point.place === place)
      const method = methodOf(own)
      if (method === null) return []
      const meter = method === 'totals' ? totalsMeter : flowMeter
      const { cells, total } = await meter(asker(deps, own, query), query)
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
  { series }: Pick<SiteHistoryDeps, 'series'>,
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
