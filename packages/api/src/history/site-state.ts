import { type PointState, type SiteSummary, stateOf } from '@bypuls/model'
import type { PointRecord, SiteRecord } from '@bypuls/registry'
import { expectedIntervalMs } from '../links.js'
import type { SiteHistoryDeps } from './until.js'

/** How a point reports at an instant. */
export function pointStateAt(
  deps: Pick<SiteHistoryDeps, 'view' | 'latest'>,
  site: SiteRecord,
  point: PointRecord,
  at: number,
): PointState {
  const observedAt = deps.latest.get(point.id)?.observedAt
  return stateOf({
    ageMs: observedAt === undefined ? null : Math.max(0, at - observedAt),
    expectedIntervalMs: expectedIntervalMs(deps.view(), point.id, at),
    offlineAfterMs: site.offlineAfterMs,
  })
}

/** How many points report how. */
export function countStates(states: readonly PointState[]): SiteSummary['counts'] {
  const count = (wanted: PointState) => states.filter((state) => state === wanted).length
  return { live: count('live'), stale: count('stale'), offline: count('offline') }
}

/**
 * A whole that several points make: live while any of them is, offline when all are silent.
 * A historical site is never offline: its last reading is its present.
 */
export function stateOfAll(states: readonly PointState[], site: SiteRecord): PointState {
  if (states.includes('live')) return 'live'
  return states.includes('stale') || site.source === 'historical' ? 'stale' : 'offline'
}
