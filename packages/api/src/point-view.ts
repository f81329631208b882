import { metricBySlug, type Point } from '@bypuls/model'
import type { Caller, PointRecord, SiteRecord } from '@bypuls/registry'
import type { ApiDeps } from './deps.js'
import { currentLink } from './links.js'
import { notFound } from './problem.js'
import { mayReadSite } from './rule.js'

const ordered = new WeakMap<object, readonly PointRecord[]>()

/** Points by id; sorted once for each state of the registry, which `of` stands for. */
function inOrderOnce(of: object, points: Iterable<PointRecord>): readonly PointRecord[] {
  const known = ordered.get(of)
  if (known !== undefined) return known
  const sorted = [...points].sort((a, b) => (a.id < b.id ? -1 : 1))
  ordered.set(of, sorted)
  return sorted
}

/** The points that a caller may see at the sites that `only` lets pass, by id. */
export function visiblePoints(
  caller: Caller,
  { registry }: Pick<ApiDeps, 'registry'>,
  only: (site: SiteRecord) => boolean = () => true,
): readonly PointRecord[] {
  const view = registry.view()
  const sites = [...view.sites.values()].filter((site) => mayReadSite(caller, site) && only(site))
  const [first] = sites
  if (first === undefined) return []
  if (sites.length === 1) {
    const points = view.pointsOfSite.get(first.name) ?? []
    return inOrderOnce(points, points)
  }
  const visible = new Set(sites.map((site) => site.name))
  return inOrderOnce(view, view.points.values()).filter((point) => visible.has(point.site))
}

export type PointAndSite = { readonly point: PointRecord; readonly site: SiteRecord }

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
