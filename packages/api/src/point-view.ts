import { metricBySlug, type Point } from '@bypuls/model'
import type { Caller, PointRecord, RegistryView, SiteRecord } from '@bypuls/registry'
import type { ApiDeps } from './deps.js'
import { currentLink } from './links.js'
import { notFound } from './problem.js'
import { mayReadSite } from './rule.js'

const ordered = new WeakMap<RegistryView, readonly PointRecord[]>()

/** Every point by id; sorted once for each state of the registry. */
function pointsInOrder(view: RegistryView): readonly PointRecord[] {
  const known = ordered.get(view)
  if (known !== undefined) return known
  const points = [...view.points.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  ordered.set(view, points)
  return points
}

export type PointAndSite = { readonly point: PointRecord; readonly site: SiteRecord }

/** The points that a caller may see, by id, each with its site. */
export function visiblePoints(
  caller: Caller,
  { registry }: Pick<ApiDeps, 'registry'>,
  only: (site: SiteRecord) => boolean = () => true,
): PointAndSite[] {
  const view = registry.view()
  const visible = new Set<SiteRecord>()
  for (const site of view.sites.values()) {
    if (mayReadSite(caller, site) && only(site)) visible.add(site)
  }
  const found: PointAndSite[] = []
  for (const point of pointsInOrder(view)) {
    const site = view.sites.get(point.site)
    if (site !== undefined && visible.has(site)) found.push({ point, site })
  }
  return found
}

/** A point that is there, with its site. The rule has judged before who may see it. */
export function pointAndSite(id: string, { registry }: Pick<ApiDeps, 'registry'>): PointAndSite {
  const point = registry.view().points.get(id)
  const site = registry.view().sites.get(point?.site ?? '')
  if (point === undefined || site === undefined) throw notFound()
  return { point, site }
}

/** A point as the wire has it. */
export function toPoint(point: PointRecord, deps: Pick<ApiDeps, 'registry' | 'now'>): Point {
  const view = deps.registry.view()
  const place = view.places.get(`${point.site}.${point.place}`)
  const metric = metricBySlug(point.metric)
  const link = currentLink(view, point.id, deps.now())
  return {
    id: point.id,
    site: point.site,
    place: point.place,
    placeTitle: place?.title ?? point.place,
    placeKind: place?.kind ?? 'machine',
    usage: place?.usage ?? null,
    metric: point.metric,
    title: metric?.title ?? { da: point.metric, en: point.metric },
    unit: metric?.unit ?? '',
    kind: metric?.kind ?? 'gauge',
    aggregate: metric?.aggregate ?? 'mean',
    topic: metric?.topic ?? 'device',
    expectedIntervalMs: link?.link.expectedIntervalMs ?? null,
    device: link?.device ?? null,
  }
}
