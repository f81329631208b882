import type { Flag } from '@bypuls/model'
import type { PointRecord, SiteRecord } from '@bypuls/registry'
import type { ApiDeps } from './deps.js'

const SPAN_MS = 30 * 86_400_000

/** Good and suspect readings of the last 30 days; of a historical point before its newest reading. */
export async function qualityCounts(
  point: PointRecord,
  site: SiteRecord,
  deps: Pick<ApiDeps, 'store' | 'registry' | 'latest' | 'now'>,
): Promise<{ good: number; suspect: number }> {
  const newest = deps.latest.get(point.id)?.observedAt
  const end = site.source === 'historical' && newest !== undefined ? newest : deps.now()
  const to = end + 1
  const from = to - SPAN_MS
  const count = (flag: Flag) => countOf(point.id, { from, to, flag }, deps)
  const [good, flagged] = await Promise.all([count('good'), count('suspect')])
  const doubted = deps.registry
    .entries(point.id)
    .filter((entry) => entry.kind === 'suspect' && entry.at >= from && entry.at < to).length
  return { good: Math.max(0, good - doubted), suspect: flagged + doubted }
}

async function countOf(
  point: string,
  { from, to, flag }: { from: number; to: number; flag: Flag },
  { store }: Pick<ApiDeps, 'store'>,
): Promise<number> {
  let total = 0
  const windows = store.windows({
    points: [point],
    from,
    to,
    widthMs: SPAN_MS,
    originMs: from,
    parts: ['count'],
    flag,
  })
  for await (const batch of windows) {
    for (const window of batch) total += window.count ?? 0
  }
  return total
}
