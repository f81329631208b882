import { type Aggregate, storeSpans } from '@bypuls/model'
import { counterSeries } from './series-counters.js'
import { type PartsByPoint, windowParts } from './series-parts.js'
import { plainSeries } from './series-plain.js'
import type { HistoryDeps, PointSeries, SeriesOf, SeriesWindow } from './series-shapes.js'
import { type Source, sourcesOf } from './series-sources.js'

const NONE: PartsByPoint = new Map()

/** Answers for points of any metrics: one question to the store per way of aggregating and run of windows. */
export function createSeriesOf(deps: HistoryDeps): SeriesOf {
  return async (query) => {
    const { windows, timezone, range = false, suspects: countSuspects = true } = query
    const sources = sourcesOf(deps, query)
    if (sources.length === 0) return []
    const spans = storeSpans(windows, timezone)
    const now = deps.now()
    const suspects = countSuspects
      ? windowParts(deps.store, {
          points: sources.map(({ point }) => point),
          windows: windows.length,
          spans,
          parts: ['count'],
          flag: 'suspect',
        })
      : NONE

    const found = await Promise.all(
      [...byMethod(sources)].map(async ([method, of]) => {
        const asked = { sources: of, windows, spans, suspects: await suspects, now }
        return method === 'increase'
          ? counterSeries(deps.store, asked)
          : plainSeries(deps.store, { ...asked, method, range })
      }),
    )
    const all = new Map<string, readonly SeriesWindow[]>(found.flatMap((one) => [...one]))
    return sources.map(
      ({ point, metric, method }): PointSeries => ({
        point,
        metric,
        method,
        windows: all.get(point) ?? [],
      }),
    )
  }
}

function byMethod(sources: readonly Source[]): ReadonlyMap<Aggregate, readonly Source[]> {
  const groups = new Map<Aggregate, Source[]>()
  for (const source of sources) {
    const group = groups.get(source.method)
    if (group === undefined) groups.set(source.method, [source])
    else group.push(source)
  }
  return groups
}
