import type { Latest, PointDetail, Site } from '@bypuls/model'
import { useQueries } from '@tanstack/react-query'
import { type Compare, spanParams } from '../../app/range.js'
import { useSearchState } from '../../app/search.js'
import type { ChartEvent } from '../../charts/chart-data.js'
import { apiPath, getJson } from '../../data/fetch.js'
import { useEnergy, useLatest, usePoints, useWindows } from '../../data/queries.js'
import { useSiteNow } from '../../data/site-now.js'
import { useFormat } from '../../i18n/language.js'
import { chosenWindow, comparesOf, earlierRange, energyRange, periodName } from './energy-range.js'

/** A meter that was changed for another in the middle of the series. */
export type Swap = ChartEvent & {
  readonly point: PointDetail
  readonly oldFinal: number | null
  readonly newFirst: number | null
}

/** All that the energy tab asks for, for the span in the URL. */
export function useEnergyPage(site: Site) {
  const [search] = useSearchState()
  const format = useFormat(site.timezone)
  const now = useSiteNow(site)
  // A counter's last reading closes its window: nothing is to come after it.
  const range = energyRange(search, site, site.source === 'historical' ? now - MINUTE : now)
  const size = chosenWindow(range, search.window)
  const compares = comparesOf(range)
  const compare: Compare = compares.all.find((name) => name === search.compare) ?? compares.usual
  const earlier = earlierRange(range, compare)

  const span = { ...spanParams(range), window: size }
  const energy = useEnergy(site.id, span)
  const before = useEnergy(
    site.id,
    { ...spanParams(earlier ?? range), window: size },
    { enabled: earlier !== null },
  )
  const points = usePoints({ site: site.id, metric: 'outdoor-temperature' })
  const outdoor = points.data?.items[0]
  const ids = outdoor ? [outdoor.id] : []
  const temperature = useWindows({ points: ids, ...span })
  const temperatureBefore = useWindows(
    { points: ids, ...spanParams(earlier ?? range), window: size },
    { enabled: earlier !== null },
  )
  const latest = useLatest(site.id)
  return {
    range,
    size,
    compare,
    compares: compares.all,
    earlier,
    earlierName: earlier === null ? '' : periodName(earlier, format),
    apiPath: apiPath(`/sites/${site.id}/energy`, span),
    readingsPath: apiPath(`/sites/${site.id}/readings`, spanParams(range)),
    energy,
    before: earlier === null ? undefined : before.data,
    outdoor,
    temperature: temperature.data?.items[0],
    temperatureBefore: earlier === null ? undefined : temperatureBefore.data?.items[0],
    latest: latest.data?.items ?? NONE,
  }
}

const MINUTE = 60_000

export type EnergyPage = ReturnType<typeof useEnergyPage>

const NONE: readonly Latest[] = []

/** The meter swaps of some counters, oldest first. */
export function useSwaps(points: readonly string[]): readonly Swap[] {
  return useQueries({
    queries: points.map((point) => {
      const path = apiPath(`/points/${point}`)
      return {
        queryKey: [path],
        queryFn: ({ signal }: { signal: AbortSignal }) => getJson<PointDetail>(path, signal),
        staleTime: 300_000,
      }
    }),
    combine: swapsOf,
  })
}

function swapsOf(answers: readonly { readonly data: PointDetail | undefined }[]): readonly Swap[] {
  return answers.flatMap(({ data: point }) =>
    (point?.devices ?? []).flatMap(({ from, newFirst, oldFinal }) =>
      point && newFirst !== null
        ? [{ at: Date.parse(from), text: '', point, oldFinal, newFirst }]
        : [],
    ),
  )
}
