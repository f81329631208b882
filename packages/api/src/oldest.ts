import type { ApiDeps } from './deps.js'

/** History arrives in the background, newest first: what was the oldest is asked again after this. */
const FRESH_MS = 60_000

/** The oldest reading of each site: asked of the store, remembered for a minute. */
export function createOldest({
  store,
  registry,
  now,
}: Pick<ApiDeps, 'store' | 'registry' | 'now'>) {
  const known = new Map<string, { askedAt: number; oldest: Promise<number | null> }>()

  return function oldestOf(site: string): Promise<number | null> {
    const before = known.get(site)
    if (before !== undefined && now() - before.askedAt < FRESH_MS) return before.oldest
    const oldest = ask(site)
    known.set(site, { askedAt: now(), oldest })
    oldest.catch(() => known.delete(site))
    return oldest
  }

  async function ask(site: string): Promise<number | null> {
    const points = (registry.view().pointsOfSite.get(site) ?? []).map((point) => point.id)
    let oldest: number | null = null
    for await (const chunk of store.readings({ points, from: 0, to: now() + 1, limit: 1 })) {
      const first = chunk.observedAt[0]
      if (first !== undefined && (oldest === null || first < oldest)) oldest = first
    }
    return oldest
  }
}
