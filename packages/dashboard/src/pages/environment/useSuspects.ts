import type { ReadingList } from '@bypuls/model'
import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ChartWindow } from '../../charts/chart-data.js'
import { apiPath, getJson } from '../../data/fetch.js'
import type { EnvironmentPage } from './useEnvironmentPage.js'

/** A reading that was left out of the means. */
export type SuspectReading = {
  readonly point: string
  readonly at: number
  readonly value: number
  readonly rule: string | null
}

const AT_MOST = 4

/** The newest suspect readings behind the windows that had some; none where windows are too wide to ask. */
export function useSuspects(
  windows: ReadonlyMap<string, readonly ChartWindow[]>,
  { size }: EnvironmentPage,
): readonly SuspectReading[] {
  const asked = useMemo(() => {
    if (size !== 'PT10M' && size !== 'PT1H') return []
    const all = [...windows].flatMap(([point, list]) =>
      list
        .filter(({ suspect = 0 }) => suspect > 0)
        .map(({ start, end }) => ({ point, start, end })),
    )
    return all.sort((a, b) => b.start - a.start).slice(0, AT_MOST)
  }, [windows, size])

  const answers = useQueries({
    queries: asked.map(({ point, start, end }) => {
      const span = { from: new Date(start).toISOString(), to: new Date(end).toISOString() }
      const path = apiPath(`/points/${point}/readings`, { ...span, view: 'raw', limit: 1000 })
      return {
        queryKey: [path],
        queryFn: ({ signal }: { signal: AbortSignal }) => getJson<ReadingList>(path, signal),
        staleTime: 300_000,
      }
    }),
  })
  const lists = answers.map(({ data }) => data)
  const key = answers.map(({ dataUpdatedAt }) => dataUpdatedAt).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key changes with every answer
  return useMemo(
    () =>
      lists.flatMap((list) =>
        (list?.items ?? [])
          .filter(({ quality }) => quality === 'suspect')
          .map(({ time, value, rule }) => ({
            point: list?.point ?? '',
            at: Date.parse(time),
            value,
            rule,
          })),
      ),
    [key, asked],
  )
}
