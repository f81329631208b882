import type { Site } from '@bypuls/model'
import { type Range, type RangeName, resolveRange } from '../../app/range.js'
import type { Search } from '../../app/search.js'
import { historicalRange } from '../energy/energy-range.js'

/** What span a site's page looks at; old data opens on its last days. `now` is the site's own. */
export function siteRange(
  search: Search,
  site: Pick<Site, 'source' | 'timezone'>,
  { now, fallback }: { now: number; fallback: RangeName },
): Range {
  if (site.source === 'historical') return historicalRange(search, now, site.timezone)
  return resolveRange(search, { now, zone: site.timezone, fallback })
}
