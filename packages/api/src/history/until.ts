import { type Interval, localWindows, type WindowSize } from '@bypuls/model'
import type { RegistryView, SiteRecord } from '@bypuls/registry'
import type { LatestTable } from '../deps.js'
import type { SeriesOf, SeriesWindow } from './series-shapes.js'

const MINUTE_MS = 60_000

/** What the figures of a site are made from. */
export type SiteHistoryDeps = {
  readonly series: SeriesOf
  readonly view: () => RegistryView
  readonly latest: LatestTable
  readonly now: () => number
}

/** A range of a site's history; `from` inclusive, `to` exclusive, epoch ms UTC. */
export type SiteQuery = { readonly site: string; readonly from: number; readonly to: number }

/** The registered site; asking for one that is not there is a bug of the caller. */
export function siteRecord(deps: Pick<SiteHistoryDeps, 'view'>, name: string): SiteRecord {
  const site = deps.view().sites.get(name)
  if (site === undefined) throw new Error(`no site ${name}`)
  return site
}

/** The newest reading of a site, epoch ms UTC; null when it was never heard of. */
export function newestOf(
  deps: Pick<SiteHistoryDeps, 'view' | 'latest'>,
  site: string,
): number | null {
  const times = (deps.view().pointsOfSite.get(site) ?? []).flatMap(
    (point) => deps.latest.get(point.id)?.observedAt ?? [],
  )
  return times.length === 0 ? null : times.reduce((a, b) => Math.max(a, b))
}

/** A site's series as of an instant, and that instant: what lies after it is not expected yet. */
export type Known = { readonly series: SeriesOf; readonly until: number }

/**
 * The series of a site up to now, or up to a historical site's last reading. Windows that have not begun
 * are answered without being asked for, and the one that goes on (or in which the history ended) is
 * judged by the part that has passed, under the bounds that were asked.
 */
export function knownOf(
  deps: Pick<SiteHistoryDeps, 'series' | 'view' | 'latest' | 'now'>,
  site: SiteRecord,
): Known {
  const newest = site.source === 'historical' ? newestOf(deps, site.name) : null
  const until = newest === null ? deps.now() : newest + 1
  // A window that ends in the future tells the series that it is not over.
  const lastEnd = newest === null ? (end: number) => Math.max(end, until + MINUTE_MS) : () => until
  const series: SeriesOf = async (query) => {
    const begun = query.windows.filter(({ start }) => start < until)
    const asked = begun.map((window) =>
      window.end < until ? window : { ...window, end: lastEnd(window.end) },
    )
    const answers = await deps.series({ ...query, windows: asked })
    return answers.map((answer) => ({
      ...answer,
      windows: query.windows.map((window, index) => {
        const told = answer.windows[index] ?? NOTHING
        return { ...told, ...window, coverage: whole(told.coverage) }
      }),
    }))
  }
  return { series, until }
}

/** A history ends with its last reading, not a millisecond behind it: that much is not missing. */
function whole(coverage: number | null): number | null {
  return coverage !== null && coverage > 1 - 1e-6 ? 1 : coverage
}

/** The local windows of a range, the first and the last cut at its ends. */
export function cutWindows(
  range: { readonly from: number; readonly to: number },
  size: WindowSize,
  timezone: string,
): readonly Interval[] {
  if (range.to <= range.from) return []
  return localWindows({ ...range, size, timezone }).map(({ start, end }) => ({
    start: Math.max(start, range.from),
    end: Math.min(end, range.to),
  }))
}

const NOTHING: Omit<SeriesWindow, 'start' | 'end'> = {
  value: null,
  min: null,
  max: null,
  count: 0,
  coverage: null,
  quality: 'missing',
  suspect: 0,
}
