import { type Latest, metricBySlug, stateOf, zonedIso } from '@bypuls/model'
import type { PointRecord, SiteRecord } from '@bypuls/registry'
import type { ApiDeps } from './deps.js'
import { expectedIntervalMs } from './links.js'

/** A point's last reading as the wire has it, from memory alone. */
export function toLatest(
  point: PointRecord,
  site: SiteRecord,
  deps: Pick<ApiDeps, 'registry' | 'latest' | 'now'>,
): Latest {
  const last = deps.latest.get(point.id)
  const now = deps.now()
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
      ageMs: last === undefined ? null : now - last.observedAt,
      expectedIntervalMs: expectedIntervalMs(deps.registry.view(), point.id, now),
      offlineAfterMs: site.offlineAfterMs,
    }),
  }
}
