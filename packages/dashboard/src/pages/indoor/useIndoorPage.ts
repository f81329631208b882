import type { IndoorMetric, Site, SiteIndoor } from '@bypuls/model'
import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type Compare, spanParams } from '../../app/range.js'
import { useSearchState } from '../../app/search.js'
import { apiPath, getJson } from '../../data/fetch.js'
import { useIndoor, useLatest } from '../../data/queries.js'
import { useSiteNow } from '../../data/site-now.js'
import { useFormat } from '../../i18n/language.js'
import { comparesOf, earlierRange, periodName } from '../energy/energy-range.js'
import { siteRange } from '../site/site-range.js'
import { chosenColumns, columnSizes, weeksBefore } from './indoor-range.js'

const METRICS: readonly IndoorMetric[] = ['co2', 'indoor-temperature', 'indoor-humidity']
const MINUTE = 60_000
const WEEKS = 8

/** All that the indoor tab asks for, for the span in the URL. */
export function useIndoorPage(site: Site) {
  const [search] = useSearchState()
  const format = useFormat(site.timezone)
  const range = siteRange(search, site, { now: useSiteNow(site), fallback: 'today' })
  const size = chosenColumns(range, search.window)
  const compares = comparesOf(range)
  const compare: Compare = compares.all.find((name) => name === search.compare) ?? compares.usual
  const earlier = earlierRange(range, compare)
  const span = {
    from: new Date(range.from).toISOString(),
    to: new Date(range.to).toISOString(),
    window: size,
  }
  const indoor = useIndoor(site.id, span, { everyMs: range.live && MINUTE })
  const before = useIndoor(
    site.id,
    { ...spanParams(earlier ?? range), window: size },
    { enabled: earlier !== null },
  )
  const latest = useLatest(site.id).data
  return {
    range,
    size,
    sizes: columnSizes(range),
    compare,
    compares: compares.all,
    earlier,
    earlierName: earlier === null ? '' : periodName(earlier, format),
    asked: METRICS.find((metric) => metric === search.show) ?? 'co2',
    place: search.place,
    apiPath: apiPath(`/sites/${site.id}/indoor`, span),
    indoor,
    before: earlier === null ? undefined : before.data,
    latest: useMemo(() => new Map(latest?.items.map((one) => [one.point, one])), [latest]),
  }
}

export type IndoorPage = ReturnType<typeof useIndoorPage>

/** A week and what the occupied time in it was like, by metric; undefined while it is fetched. */
export type WeekIndoor = {
  readonly from: number
  readonly to: number
  readonly indoor: SiteIndoor | undefined
}

/** The last eight weeks with data up to the range's end, each asked for on its own so that its totals are the API's. */
export function useWeeks(site: Site, { range }: IndoorPage): readonly WeekIndoor[] {
  const oldest = site.oldestAt === null ? Number.NEGATIVE_INFINITY : Date.parse(site.oldestAt)
  const weeks = weeksBefore(range, WEEKS).filter(({ to }) => to > oldest)
  const answers = useQueries({
    queries: weeks.map((week) => {
      const path = weekPath(site, week)
      return {
        queryKey: [path],
        queryFn: ({ signal }: { signal: AbortSignal }) => getJson<SiteIndoor>(path, signal),
        staleTime: week.to <= range.until ? 60 * MINUTE : 5 * MINUTE,
      }
    }),
  })
  return weeks.map((week, i) => ({ ...week, indoor: answers[i]?.data }))
}

/** The API path of a week's shares. */
export function weekPath(site: Site, week: { from: number; to: number }): string {
  return apiPath(`/sites/${site.id}/indoor`, {
    from: new Date(week.from).toISOString(),
    to: new Date(week.to).toISOString(),
    window: 'P1W',
  })
}
