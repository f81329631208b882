import { type Aggregate, storeSpans } from '@bypuls/model'
import { counterSeries } from './series-counters.js'
import { type WindowCounts, windowCounts } from './series-parts.js'
import { plainSeries } from './series-plain.js'
import type { HistoryDeps, PointSeries, SeriesQuery, ToWindow } from './series-shapes.js'
import { type Source, sourcesOf } from './series-sources.js'

const NONE = Promise.resolve<WindowCounts>(new Map())

/** Answers for points of any metrics: one question to the store per way of aggregating and run of windows. */
export async function seriesWith<Window>(
  deps: HistoryDeps,
  query: SeriesQuery,
  toWindow: ToWindow<Window>,
): Promise<readonly PointSeries<Window>[]> {
  const { windows, timezone, range = false, suspects: countSuspects = true } = query
  const sources = sourcesOf(deps, query)
  if (sources.length === 0) return []
  const spans = storeSpans(windows, timezone)
  const points = sources.map(({ point }) => point)
  const suspects = countSuspects
    ? windowCounts(deps.store, { points, spans, flag: 'suspect' })
    : NONE

  const [found] = await Promise.all([
    Promise.all(
      [...byMethod(sources)].map(([method, of]) => {
        const asked = { sources: of, windows, spans, suspects, now: deps.now(), toWindow }
        return method === 'increase'
          ? counterSeries(deps.store, asked)
          : plainSeries(deps.store, { ...asked, method, range })
      }),
    ),
    suspects,
  ])
  const all = new Map<string, readonly Window[]>(found.flatMap((one) => [...one]))
  return sources.map(({ point, metric, method }) => ({
    point,
    metric,
    method,
    windows: all.get(point) ?? [],
  }))
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
