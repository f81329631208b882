import type { PointState } from './contract/shared.js'

/** A point reports live up to this many expected intervals after its last reading. */
export const LIVE_INTERVALS = 3

/** The age of a point's newest reading and what is expected of it; null age: never heard of. */
export type Heartbeat = {
  readonly ageMs: number | null
  /** Of the device link that serves the point; null where nothing serves it. */
  readonly expectedIntervalMs: number | null
  /** The site's own limit. */
  readonly offlineAfterMs: number
}

/**
 * Live up to three expected intervals, then stale; offline when silent for longer than the site's own
 * limit (and, for slow sensors, more than three intervals), or never heard of.
 */
export function stateOf({ ageMs, expectedIntervalMs, offlineAfterMs }: Heartbeat): PointState {
  if (ageMs === null) return 'offline'
  const liveMs = LIVE_INTERVALS * (expectedIntervalMs ?? offlineAfterMs / LIVE_INTERVALS)
  if (ageMs <= liveMs) return 'live'
  return ageMs > offlineAfterMs ? 'offline' : 'stale'
}
