import type { Site } from '@bypuls/model'
import { useState } from 'react'
import { usePaused } from './live.js'
import { useClock } from './now.js'

const MINUTE = 60_000

/**
 * The clock rounded up to the minute, epoch ms: requests made of it repeat within the minute. It stands
 * still while the page is paused, so that what is read does not move.
 */
export function useMinute(): number {
  const paused = usePaused()
  const minute = useClock((now) => Math.ceil(now / MINUTE) * MINUTE)
  const [shown, setShown] = useState(minute)
  if (!paused && shown !== minute) setShown(minute)
  return paused ? shown : minute
}

/** A site's own now: the minute's clock, or just after the newest reading of a historical one. */
export function useSiteNow(site: Pick<Site, 'source' | 'newestAt'>): number {
  const minute = useMinute()
  if (site.source !== 'historical' || site.newestAt === null) return minute
  return Math.floor(Date.parse(site.newestAt) / MINUTE + 1) * MINUTE
}
