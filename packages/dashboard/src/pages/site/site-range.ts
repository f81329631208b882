import type { Site } from '@bypuls/model'
import { type Range, type RangeName, resolveRange, unitAround } from '../../app/range.js'
import type { Search } from '../../app/search.js'

const HALF_WEEK = 3.5 * 86_400_000

/**
 * What span a site's page looks at. Old data opens on its last week with at least half a week in it,
 * and is never called "today"; `now` is the site's own.
 */
export function siteRange(
  search: Search,
  site: Pick<Site, 'source' | 'timezone'>,
  { now, fallback }: { now: number; fallback: RangeName },
): Range {
  const context = { now, zone: site.timezone, fallback }
  if (site.source !== 'historical') return resolveRange(search, context)

  const asked = search.from !== undefined || search.range !== undefined
  const lastDay = resolveRange({}, { ...context, now: now - HALF_WEEK, fallback: 'today' })
  const open = asked ? search : unitAround(lastDay, 'week')
  return { ...resolveRange(open, { ...context, live: false }), name: 'fixed', live: false }
}
