import type {
  AttentionList,
  JobList,
  LatestList,
  PointDetail,
  PointList,
  Site,
  SiteEnergy,
  SiteEnvironment,
  SiteIndoor,
  SiteList,
  SiteSummary,
  View,
  WindowSeriesList,
  WindowSize,
} from '@bypuls/model'
import { keepPreviousData, type UseQueryResult, useQueries, useQuery } from '@tanstack/react-query'
import { apiPath, getJson, type Params, type RequestError } from './fetch.js'
import { usePaused } from './live.js'
import { asksTheSame } from './same-question.js'

/** An answer on its way: react-query's result with our one error type. */
export type Answer<Data> = UseQueryResult<Data, RequestError>

/** A span as the API takes it: ISO 8601 instants (or local dates) and a window. */
export type SpanParams = {
  readonly from: string
  readonly to: string
  readonly window?: WindowSize
}

type Options = {
  /** Ask only when true. */
  enabled?: boolean
  /** Ask again this often while the page is open and not paused, ms. */
  everyMs?: number | false
  /** Show the last answer while another question's is fetched: for what is typed letter by letter. */
  keep?: boolean
}

const MINUTE = 60_000

/** Any GET of the API by its path (made with `apiPath`); the path is the cache's key. */
export function useApi<Data>(path: string, options: Options = {}): Answer<Data> {
  const paused = usePaused()
  return useQuery<Data, RequestError>({
    queryKey: [path],
    queryFn: ({ signal }) => getJson<Data>(path, signal),
    enabled: options.enabled ?? true,
    refetchInterval: paused ? false : (options.everyMs ?? false),
    placeholderData: (data, query) =>
      options.keep || asksTheSame(query?.queryKey[0], path) ? data : undefined,
  })
}

export function useSites(): Answer<SiteList> {
  return useApi(apiPath('/sites'), { everyMs: MINUTE })
}

export function useSite(site: string): Answer<Site> {
  return useApi(apiPath(`/sites/${site}`), { everyMs: 5 * MINUTE })
}

export function useSummary(site: string): Answer<SiteSummary> {
  return useApi(summaryPath(site), { everyMs: MINUTE / 2 })
}

/** The summaries of several sites, each on its own so that one slow site holds up nobody. */
export function useSummaries(sites: readonly string[]): readonly Answer<SiteSummary>[] {
  const paused = usePaused()
  return useQueries({
    queries: sites.map((site) => ({
      queryKey: [summaryPath(site)],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        getJson<SiteSummary>(summaryPath(site), signal),
      refetchInterval: paused ? false : MINUTE / 2,
    })),
  })
}

/** A metric as the API lists it. */
export type MetricInfo = {
  readonly slug: string
  readonly title: { readonly da: string; readonly en: string }
  readonly unit: string
  readonly topic: string
  readonly aggregate: string
}

/** All metrics there are; they change with a new version only. */
export function useMetrics(): Answer<{ readonly items: readonly MetricInfo[] }> {
  return useApi(apiPath('/metrics'), { everyMs: 60 * MINUTE })
}

export function useAttention(): Answer<AttentionList> {
  return useApi(apiPath('/attention'), { everyMs: 15_000 })
}

/** Background jobs; asked every two seconds while one runs. */
export function useJobs(): Answer<JobList> {
  const path = apiPath('/jobs')
  return useQuery<JobList, RequestError>({
    queryKey: [path],
    queryFn: ({ signal }) => getJson<JobList>(path, signal),
    refetchInterval: ({ state }) =>
      state.data?.items.some((job) => job.state === 'running') ? 2_000 : MINUTE,
  })
}

export function useEnergy(site: string, span: SpanParams, options?: Options): Answer<SiteEnergy> {
  return useApi(apiPath(`/sites/${site}/energy`, span), options)
}

export function useEnvironment(
  site: string,
  span: SpanParams,
  options?: Options,
): Answer<SiteEnvironment> {
  return useApi(apiPath(`/sites/${site}/environment`, span), options)
}

export function useIndoor(site: string, span: SpanParams, options?: Options): Answer<SiteIndoor> {
  return useApi(apiPath(`/sites/${site}/indoor`, span), options)
}

/** All points that match, following the cursor to the last page. */
export function usePoints(filter: {
  site?: string
  metric?: string
  q?: string
}): Answer<PointList> {
  const path = apiPath('/points', { ...filter, limit: 500 })
  return useQuery<PointList, RequestError>({
    queryKey: [path, 'all'],
    queryFn: ({ signal }) => allPages(path, signal),
    placeholderData: keepPreviousData,
  })
}

export function usePoint(point: string): Answer<PointDetail> {
  return useApi(apiPath(`/points/${point}`), { everyMs: MINUTE })
}

/** History of many points at once. */
export function useWindows(
  query: SpanParams & { points: readonly string[]; aggregate?: string; view?: View },
  options: Options = {},
): Answer<WindowSeriesList> {
  return useApi(windowsPath(query), {
    ...options,
    enabled: (options.enabled ?? true) && query.points.length > 0,
  })
}

/** The path of `useWindows`, for "copy the API request" and the data menu. */
export function windowsPath(query: SpanParams & { points: readonly string[] } & Params): string {
  return apiPath('/windows', query)
}

export function useLatest(site: string): Answer<LatestList> {
  return useApi(apiPath('/latest', { site, limit: 1000 }), { everyMs: MINUTE })
}

function summaryPath(site: string): string {
  return apiPath(`/sites/${site}/summary`)
}

async function allPages(path: string, signal: AbortSignal): Promise<PointList> {
  const first = await getJson<PointList>(path, signal)
  const items = [...first.items]
  let next = first.next
  while (next !== null) {
    const page = await getJson<PointList>(`${path}&cursor=${encodeURIComponent(next)}`, signal)
    items.push(...page.items)
    next = page.next
  }
  return { items, next: null }
}
