import type { LatestValue } from '@bypuls/ingest'
import {
  type AttentionItem,
  type AttentionList,
  metricBySlug,
  stateOf,
  zonedIso,
} from '@bypuls/model'
import type { PlaceRecord, PointRecord, SiteRecord } from '@bypuls/registry'
import { currentLink } from '../links.js'
import type { SiteHistoryDeps } from './until.js'

export type AttentionDeps = Pick<SiteHistoryDeps, 'view' | 'latest' | 'now'>
export type Attention = { list(sites: readonly string[]): AttentionList }

/**
 * What is wrong right now, newest trouble first: points that are late or silent, and newest values that
 * are not believed. A site of which nothing is heard is one item, and so are several points of a place.
 * Historical sites are left out: nothing is expected of them. Points that no device serves are too.
 */
export function createAttention(deps: AttentionDeps): Attention {
  return {
    list(names) {
      const items = names.flatMap((name) => {
        const site = deps.view().sites.get(name)
        return site === undefined || site.source === 'historical' ? [] : siteItems(deps, site)
      })
      items.sort((a, b) => (b.at ?? -Infinity) - (a.at ?? -Infinity))
      return { items: items.map(({ at: _, ...item }) => item), next: null }
    },
  }
}

type Item = AttentionItem & { readonly at: number | null }

type Served = {
  readonly point: PointRecord
  readonly last: LatestValue | undefined
  readonly expectedIntervalMs: number
  readonly state: ReturnType<typeof stateOf>
}

function siteItems(deps: AttentionDeps, site: SiteRecord): Item[] {
  const served = servedPoints(deps, site)
  if (served.length > 0 && served.every(({ state }) => state !== 'live')) {
    const silent = served.every(({ state }) => state === 'offline')
    return [silenceItem(silent ? 'offline' : 'stale', site, undefined, served)]
  }
  return [...new Set(served.map(({ point }) => point.place))].flatMap((name) => {
    const points = served.filter(({ point }) => point.place === name)
    const place = deps.view().places.get(`${site.name}.${name}`)
    const late = (['offline', 'stale'] as const).flatMap((kind) => {
      const own = points.filter(({ state }) => state === kind)
      return own.length === 0 ? [] : [silenceItem(kind, site, place, own)]
    })
    const suspect = points.filter(
      ({ state, last }) => state !== 'offline' && last?.flag === 'suspect',
    )
    return [...late, ...suspect.map((point) => suspectItem(site, place, point))]
  })
}

function servedPoints(deps: AttentionDeps, site: SiteRecord): Served[] {
  const now = deps.now()
  return (deps.view().pointsOfSite.get(site.name) ?? []).flatMap((point) => {
    const link = currentLink(deps.view(), point.id, now)?.link
    if (link === undefined) return []
    const last = deps.latest.get(point.id)
    const { expectedIntervalMs } = link
    // A link that is younger than the limit has had no time to be silent.
    const heard = last?.observedAt ?? (link.from > now - site.offlineAfterMs ? now : null)
    const ageMs = heard === null ? null : now - heard
    const { offlineAfterMs } = site
    const state = stateOf({ ageMs, expectedIntervalMs, offlineAfterMs })
    return [{ point, last, expectedIntervalMs, state }]
  })
}

/** One or more points that are late or silent; `since` is when the last of them was heard. */
function silenceItem(
  kind: 'offline' | 'stale',
  site: SiteRecord,
  place: PlaceRecord | undefined,
  points: readonly Served[],
): Item {
  const only = points.length === 1 ? points[0] : undefined
  const times = points.flatMap(({ last }) => last?.observedAt ?? [])
  const at = times.length === 0 ? null : times.reduce((a, b) => Math.max(a, b))
  return {
    kind,
    site: site.name,
    siteTitle: site.title,
    point: only?.point.id ?? null,
    placeTitle: place?.title ?? null,
    metric: only?.point.metric ?? null,
    points: points.length,
    since: at === null ? null : zonedIso(at, site.timezone),
    value: null,
    unit: null,
    rule: null,
    expectedIntervalMs: only?.expectedIntervalMs ?? null,
    at,
  }
}

function suspectItem(site: SiteRecord, place: PlaceRecord | undefined, served: Served): Item {
  const { point, last, expectedIntervalMs } = served
  const at = last?.observedAt ?? null
  return {
    kind: 'suspect',
    site: site.name,
    siteTitle: site.title,
    point: point.id,
    placeTitle: place?.title ?? null,
    metric: point.metric,
    points: 1,
    since: at === null ? null : zonedIso(at, site.timezone),
    value: last?.value ?? null,
    unit: metricBySlug(point.metric)?.unit ?? null,
    rule: last?.rule ?? null,
    expectedIntervalMs,
    at,
  }
}
