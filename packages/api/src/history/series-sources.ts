import {
  type Aggregate,
  type Entry,
  type ExpectedPeriod,
  expectedPeriods,
  type Metric,
  metricBySlug,
} from '@bypuls/model'
import type { HistoryDeps, SeriesQuery } from './series-shapes.js'

/** A point that can be asked for, with all that its figures depend on besides its readings. */
export type Source = {
  readonly point: string
  readonly metric: Metric
  readonly method: Aggregate
  readonly periods: readonly ExpectedPeriod[]
  readonly entries: readonly Entry[]
  /** Times of the readings that an entry does not believe, oldest first. */
  readonly suspects: readonly number[]
}

/** The points of a query that are registered, in the order asked, each once. */
export function sourcesOf(
  deps: Pick<HistoryDeps, 'view' | 'entries'>,
  { points, aggregate, view = 'corrected' }: Pick<SeriesQuery, 'points' | 'aggregate' | 'view'>,
): readonly Source[] {
  const registry = deps.view()
  return [...new Set(points)].flatMap((point) => {
    const metric = metricBySlug(registry.points.get(point)?.metric ?? '')
    if (metric === undefined) return []
    const links = registry.linksOfPoint.get(point) ?? []
    const entries = view === 'raw' ? [] : deps.entries(point)
    return {
      point,
      metric,
      method: aggregate ?? metric.aggregate,
      periods: expectedPeriods(links.map(({ link }) => link)),
      entries,
      suspects: entries.filter((entry) => entry.kind === 'suspect').map((entry) => entry.at),
    }
  })
}
