import type { Site } from '@bypuls/model'
import { useNow } from './now.js'

const MINUTE = 60_000

/** The clock rounded up to the minute, epoch ms: requests made of it repeat within the minute. */
export function useMinute(): number {
  return Math.ceil(useNow() / MINUTE) * MINUTE
}

/** A site's own now: the minute's clock, or just after the newest reading of a historical one. */
export function useSiteNow(site: Pick<Site, 'source' | 'newestAt'>): number {
  const minute = useMinute()
  if (site.source !== 'historical' || site.newestAt === null) return minute
  return Math.floor(Date.parse(site.newestAt) / MINUTE + 1) * MINUTE
}
