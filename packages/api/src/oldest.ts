import { setTimeout as after } from 'node:timers/promises'
import type { ApiParts } from './deps.js'

/** History arrives in the background, newest first: what was the oldest is asked again after this. */
const FRESH_MS = 60_000
/** A page about a site does not wait longer for this one figure. */
const PATIENCE_MS = 300
/** One window for all time that a reading may have. */
const EVER_MS = 200 * 365 * 86_400_000

export type Oldest = {
  /** A site's oldest reading as far as it is known, epoch ms UTC; null when it has none or none yet. */
  of(site: string): Promise<number | null>
  /** Readings of a site that have come in, the oldest of them from then. */
  note(site: string, observedAt: number): void
}

/**
 * The oldest reading of each site. The store is asked in the background, for it takes seconds over years
 * of readings: an answer that is late is there for the next who asks.
 */
export function createOldest(
  deps: Pick<ApiParts, 'store' | 'registry' | 'logger' | 'now'>,
): Oldest {
  const { logger, now } = deps
  const known = new Map<string, number>()
  const asked = new Map<string, { readonly at: number; readonly done: Promise<void> }>()

  function note(site: string, observedAt: number): void {
    known.set(site, Math.min(known.get(site) ?? observedAt, observedAt))
  }

  function ask(site: string): Promise<void> {
    const before = asked.get(site)
    if (before !== undefined && now() - before.at < FRESH_MS) return before.done
    const done = oldestIn(site, deps).then(
      (oldest) => {
        if (oldest === null) asked.delete(site)
        else known.set(site, oldest)
      },
      (error: unknown) => {
        asked.delete(site)
        logger.warn({ err: error, site }, 'the oldest reading could not be asked')
      },
    )
    asked.set(site, { at: now(), done })
    return done
  }

  return {
    note,
    async of(site) {
      const done = ask(site)
      if (!known.has(site))
        await Promise.race([done, after(PATIENCE_MS, undefined, { ref: false })])
      return known.get(site) ?? null
    },
  }
}

async function oldestIn(
  site: string,
  { store, registry, now }: Pick<ApiParts, 'store' | 'registry' | 'now'>,
): Promise<number | null> {
  const points = (registry.view().pointsOfSite.get(site) ?? []).map((point) => point.id)
  const ever = { from: 0, to: now() + 1, widthMs: EVER_MS, originMs: 0 }
  let oldest: number | null = null
  for await (const batch of store.windows({ points, ...ever, parts: ['firstAt'] })) {
    for (const { firstAt = null } of batch) {
      if (firstAt !== null && (oldest === null || firstAt < oldest)) oldest = firstAt
    }
  }
  return oldest
}
