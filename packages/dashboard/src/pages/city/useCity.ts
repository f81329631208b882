import type { Site } from '@bypuls/model'
import { useMemo } from 'react'
import { useLiveSums, useWatch } from '../../data/live.js'
import { useSummaries } from '../../data/queries.js'
import type { SiteNow } from './city-figures.js'

/** All sites with their summaries and the power that moves with the socket. */
export function useCity(sites: readonly Site[]): {
  cities: readonly SiteNow[]
  loading: boolean
  failed: readonly { error: Error; retry: () => void }[]
} {
  const ids = sites.map(({ id }) => id)
  useWatch(ids)
  const answers = useSummaries(ids)
  const groups = answers.map(({ data }) => data?.power?.points ?? [])
  const live = useLiveSums(groups)
  const summaries = answers.map(({ data }) => data)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answers' data and the live sums say it all
  const cities = useMemo(
    () => sites.map((site, i) => ({ site, summary: summaries[i], livePower: live[i] ?? null })),
    [sites, live, ...summaries],
  )
  return {
    cities,
    loading: answers.some(({ isPending }) => isPending),
    failed: answers.flatMap(({ data, error, refetch }) =>
      error && data === undefined ? [{ error, retry: () => void refetch() }] : [],
    ),
  }
}
