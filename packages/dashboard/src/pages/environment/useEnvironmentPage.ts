import type { Latest, Point, Site } from '@bypuls/model'
import { useMemo } from 'react'
import { COMPARES, type Compare, type Range, spanParams } from '../../app/range.js'
import { useSearchState } from '../../app/search.js'
import { type ChartWindow, toChartWindows } from '../../charts/chart-data.js'
import { apiPath } from '../../data/fetch.js'
import {
  useEnvironment,
  useLatest,
  usePoints,
  useWindows,
  windowsPath,
} from '../../data/queries.js'
import { useSiteNow } from '../../data/site-now.js'
import { earlierRange } from '../energy/energy-range.js'
import { siteRange } from '../site/site-range.js'
import { chosenWindow, environmentWindows, usualCompare } from './environment-range.js'

/** All that the environment tab asks for before its panels ask for their series. */
export function useEnvironmentPage(site: Site) {
  const [search] = useSearchState()
  const range = siteRange(search, site, { now: useSiteNow(site), fallback: '24h' })
  const size = chosenWindow(range, search.window)
  const compare: Compare = COMPARES.find((name) => name === search.compare) ?? usualCompare(range)
  const environment = useEnvironment(site.id, spanParams(range))
  const answer = usePoints({ site: site.id })
  const points = answer.data
  const latest = useLatest(site.id).data
  return {
    range,
    size,
    sizes: environmentWindows(range),
    compare,
    earlier: earlierRange(range, compare),
    environment,
    pointList: answer,
    apiPath: apiPath(`/sites/${site.id}/environment`, spanParams(range)),
    points: useMemo(() => new Map(points?.items.map((point) => [point.id, point])), [points]),
    latest: useMemo(() => new Map(latest?.items.map((one) => [one.point, one])), [latest]),
  }
}

export type EnvironmentPage = Omit<ReturnType<typeof useEnvironmentPage>, 'points' | 'latest'> & {
  readonly points: ReadonlyMap<string, Point>
  readonly latest: ReadonlyMap<string, Latest>
}

/** The history of some points in the page's windows, by point; the path for whoever wants the same. */
export function useSeries(points: readonly string[], page: EnvironmentPage, range: Range | null) {
  const query = { points, ...spanParams(range ?? page.range), window: page.size }
  const answer = useWindows(query, { enabled: range !== null })
  const items = range === null ? undefined : answer.data?.items
  const windows = useMemo(
    (): ReadonlyMap<string, readonly ChartWindow[]> =>
      new Map(items?.map((series) => [series.point, toChartWindows(series)])),
    [items],
  )
  return { answer, windows, path: windowsPath(query) }
}
