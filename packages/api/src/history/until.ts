import { type Interval, localWindows, type WindowSize } from '@bypuls/model'
import type { RegistryView, SiteRecord } from '@bypuls/registry'
import type { LatestTable } from '../deps.js'
import type { PointSeries, SeriesOf, SeriesQuery, SeriesWindow } from './series-shapes.js'

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

/**
 * Up to when a site can have readings, exclusive: now, or just after a historical site's last one.
 * Windows are judged up to here, so that the hour that has just begun is not called incomplete.
 */
export function knownUntil(
  deps: Pick<SiteHistoryDeps, 'view' | 'latest' | 'now'>,
  site: SiteRecord,
): number {
  const newest = site.source === 'historical' ? newestOf(deps, site.name) : null
  return newest === null ? deps.now() : newest + 1
}

/** The local windows of a range, the first and the last cut at its ends. */
export function cutWindows(
  range: { readonly from: number; readonly to: number },
  size: WindowSize,
  timezone: string,
): readonly Interval[] {
  return localWindows({ ...range, size, timezone }).map(({ start, end }) => ({
    start: Math.max(start, range.from),
    end: Math.min(end, range.to),
  }))
}

/**
 * The series of windows of which some may not be over or not have begun: those are asked for up to
 * `until` only, and answered under the bounds that were asked.
 */
export async function seriesUntil(
  series: SeriesOf,
  query: SeriesQuery,
  until: number,
): Promise<readonly PointSeries[]> {
  const begun = query.windows.filter(({ start }) => start < until)
  const cut = begun.map(({ start, end }) => ({ start, end: Math.min(end, until) }))
  const answers = await series({ ...query, windows: cut })
  return answers.map((answer) => ({
    ...answer,
    windows: query.windows.map((window, index) => ({
      ...(answer.windows[index] ?? NOTHING),
      ...window,
    })),
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
