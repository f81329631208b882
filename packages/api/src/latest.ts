import { type Latest, metricBySlug, stateOf, zonedIso } from '@bypuls/model'
import type { PointRecord, SiteRecord } from '@bypuls/registry'
import type { ApiDeps } from './deps.js'
import { newestOf } from './history/until.js'
import { expectedIntervalMs } from './links.js'

/**
 * Shows points' last readings as the wire has them, from memory alone. How they report is judged as of
 * now; at a historical site as of its newest reading, for its past is its present.
 */
export function createLatestView(deps: Pick<ApiDeps, 'registry' | 'latest' | 'now'>) {
  const view = deps.registry.view()
  const now = deps.now()
  const presents = new Map<SiteRecord, number>()

  function presentOf(site: SiteRecord): number {
    if (site.source !== 'historical') return now
    const known = presents.get(site)
    if (known !== undefined) return known
    const newest = newestOf({ view: () => view, latest: deps.latest }, site.name) ?? now
    presents.set(site, newest)
    return newest
  }

  return function latestOf(point: PointRecord, site: SiteRecord): Latest {
    const last = deps.latest.get(point.id)
    const present = presentOf(site)
    const iso = (at: number | null | undefined) =>
      at === null || at === undefined ? null : zonedIso(at, site.timezone)
    return {
      point: point.id,
      observedAt: iso(last?.observedAt),
      receivedAt: iso(last?.receivedAt),
      value: last?.value ?? null,
      unit: metricBySlug(point.metric)?.unit ?? '',
      quality: last?.flag ?? 'missing',
      rule: last?.rule ?? null,
      state: stateOf({
        ageMs: last === undefined ? null : Math.max(0, present - last.observedAt),
        expectedIntervalMs: expectedIntervalMs(view, point.id, present),
        offlineAfterMs: site.offlineAfterMs,
      }),
    }
  }
}
