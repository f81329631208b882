import type { WindowSize } from '@bypuls/model'
import type { SiteRecord } from '@bypuls/registry'
import type { ApiDeps } from './deps.js'
import { windowsAtMost } from './history/series-size.js'
import { refuseTooMany } from './limits.js'
import { notFound } from './problem.js'
import { type RangeInput, toRange } from './query.js'

/** A site that is there. The rule has judged before who may see it. */
export function siteOf(name: string, { registry }: Pick<ApiDeps, 'registry'>): SiteRecord {
  const site = registry.view().sites.get(name)
  if (site === undefined) throw notFound()
  return site
}

/** The span of a question about a whole site, refused where it would be too many windows. */
export function siteRange(
  name: string,
  query: Omit<RangeInput, 'timezone'> & { readonly window: WindowSize },
  deps: Pick<ApiDeps, 'registry' | 'now'>,
): { readonly site: string; readonly from: number; readonly to: number } {
  const site = siteOf(name, deps)
  const { from, to } = toRange(query, site.timezone, deps.now())
  const points = deps.registry.view().pointsOfSite.get(name)?.length ?? 1
  refuseTooMany(points, windowsAtMost(query.window, { start: from, end: to }))
  return { site: name, from, to }
}
