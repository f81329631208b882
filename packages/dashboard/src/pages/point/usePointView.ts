import type { PointDetail, ReadingList, WindowSeries } from '@bypuls/model'
import { useQueries } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { spanParams } from '../../app/range.js'
import { useSearchState } from '../../app/search.js'
import { type ChartWindow, toChartWindows } from '../../charts/chart-data.js'
import { apiPath, getJson } from '../../data/fetch.js'
import { useApi } from '../../data/queries.js'
import { useSiteNow } from '../../data/site-now.js'
import { pointRange } from './point-view.js'

/** More marked readings than this would hide the line; the table tells all. */
const SUSPECT_WINDOWS = 8

/** A point's history for the span in the URL, in windows as fine as the screen can show. */
export function usePointView(point: PointDetail) {
  const [search] = useSearchState()
  const [narrow] = useState(() => globalThis.innerWidth <= 640)
  const pixels = narrow ? 400 : point.kind === 'counter' || point.kind === 'delta' ? 800 : 1500
  const range = pointRange(search, point, usePointNow(point))
  const span = spanParams(range)
  const path = apiPath(`/points/${point.id}/windows`, {
    ...span,
    ...(search.window === undefined ? { window: 'auto', pixels } : { window: search.window }),
  })
  const answer = useApi<WindowSeries>(path)
  const windows = useMemo(() => (answer.data ? toChartWindows(answer.data) : NONE), [answer.data])
  return {
    range,
    path,
    answer,
    windows,
    readingsPath: apiPath(`/points/${point.id}/readings`, span),
    suspects: useSuspects(point, windows),
  }
}

const MINUTE = 60_000

/** The clock; of old data just after the newest level, or at a counter's reading, which closes its window. */
function usePointNow({ source, kind, latest }: PointDetail): number {
  const now = useSiteNow({ source, newestAt: latest.observedAt })
  return source === 'historical' && kind === 'counter' ? now - MINUTE : now
}

export type PointView = ReturnType<typeof usePointView>

/** A reading that a rule marked, outside the line. */
export type Suspect = { readonly at: number; readonly value: number; readonly rule: string | null }

const NONE: readonly ChartWindow[] = []

/** The marked readings themselves: asked for only where a window says that it left some out. */
function useSuspects(point: PointDetail, windows: readonly ChartWindow[]): readonly Suspect[] {
  const marked = windows.filter(({ suspect = 0 }) => suspect > 0).slice(-SUSPECT_WINDOWS)
  return useQueries({
    queries: marked.map(({ start, end }) => {
      const path = apiPath(`/points/${point.id}/readings`, {
        from: new Date(start).toISOString(),
        to: new Date(end).toISOString(),
        view: 'checked',
        limit: 1000,
      })
      return {
        queryKey: [path],
        queryFn: ({ signal }: { signal: AbortSignal }) => getJson<ReadingList>(path, signal),
        staleTime: Number.POSITIVE_INFINITY,
      }
    }),
    combine: suspectsOf,
  })
}

function suspectsOf(
  answers: readonly { readonly data: ReadingList | undefined }[],
): readonly Suspect[] {
  return answers.flatMap(({ data }) => {
    const first = data?.items.find(({ quality }) => quality === 'suspect')
    if (!first) return []
    return [{ at: Date.parse(first.time), value: first.value, rule: first.rule }]
  })
}
