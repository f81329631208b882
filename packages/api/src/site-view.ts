import { type MetricTopic, metricBySlug, type Site, zonedIso } from '@bypuls/model'
import type { Caller, SiteRecord } from '@bypuls/registry'
import { inOrder } from './cursor.js'
import type { ApiDeps } from './deps.js'
import { mayReadSite } from './rule.js'

/** The sites that a caller may see, by name. */
export function visibleSites(caller: Caller, deps: Pick<ApiDeps, 'registry'>): SiteRecord[] {
  const sites = [...deps.registry.view().sites.values()]
  return inOrder(
    sites.filter((site) => mayReadSite(caller, site)),
    (site) => site.name,
  )
}

const ENERGY: readonly MetricTopic[] = ['energy', 'heat']
const ENVIRONMENT: readonly MetricTopic[] = ['air', 'noise', 'weather', 'city']

/** A site as the wire has it. */
export async function toSite(
  site: SiteRecord,
  deps: Pick<ApiDeps, 'registry' | 'latest' | 'store'>,
): Promise<Site> {
  const { name, organisation, ...record } = site
  const points = deps.registry.view().pointsOfSite.get(name) ?? []
  const topics = new Set(points.map((point) => metricBySlug(point.metric)?.topic))
  const has = (wanted: readonly MetricTopic[]) => wanted.some((topic) => topics.has(topic))
  const newest = points.reduce(
    (at, point) => Math.max(at, deps.latest.get(point.id)?.observedAt ?? -Infinity),
    -Infinity,
  )
  const oldest = await deps.store.oldest(points.map((point) => point.id))
  return {
    id: name,
    ...record,
    organisations: [organisation],
    simulated: site.source === 'simulated',
    topics: { energy: has(ENERGY), environment: has(ENVIRONMENT), indoor: has(['indoor']) },
    points: points.length,
    newestAt: newest === -Infinity ? null : zonedIso(newest, site.timezone),
    oldestAt: oldest === null ? null : zonedIso(oldest, site.timezone),
  }
}
