/** How long the spool keeps what the store has acknowledged. */
export type HorizonDeps = {
  /** Writes younger than this may be lost by a crash of the store; 0 = never. */
  readonly horizonMs: number
  /** Whether the store answers and takes writes now. */
  readonly isStoreWell: () => Promise<boolean>
  /** The store keeps everything up to this position for good. */
  readonly forget: (position: number) => void
}

/** What the store has acknowledged but may still lose. */
export type Horizon = {
  /** The store has just acknowledged everything up to this position. */
  add(position: number): void
  /** The store was restarted: nothing of it counts. */
  clear(): void
  /** Forgets nothing more. */
  stop(): void
}

/** Of the horizon: how often the store is looked at, and how soon it tells that it was restarted. */
const LOOKS = 30
const TOLD_WITHIN = 1 / 3

/**
 * Forgets what is older than the horizon, while the store is well and would have told by now of a
 * restart: the time during which it is away is no proof that it keeps what it acknowledged before.
 */
export function createHorizon({ horizonMs, isStoreWell, forget }: HorizonDeps): Horizon {
  let held: { readonly position: number; readonly at: number }[] = []
  let wellSince: number | undefined
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  function lookSoon(): void {
    if (stopped || held.length === 0) return
    timer ??= setTimeout(() => void look(), horizonMs / LOOKS).unref()
  }

  async function look(): Promise<void> {
    const isWell = await isStoreWell().catch(() => false)
    if (stopped) return
    const now = performance.now()
    wellSince = isWell ? (wellSince ?? now) : undefined
    if (wellSince !== undefined && now - wellSince >= horizonMs * TOLD_WITHIN) {
      forgetUntil(now - horizonMs)
    }
    timer = undefined
    lookSoon()
  }

  function forgetUntil(at: number): void {
    const younger = held.findIndex((entry) => entry.at > at)
    const safe = held.slice(0, younger < 0 ? held.length : younger)
    held = held.slice(safe.length)
    const last = safe.at(-1)
    if (last) forget(last.position)
  }

  return {
    add(position) {
      if (horizonMs === 0) return forget(position)
      held.push({ position, at: performance.now() })
      lookSoon()
    },
    clear() {
      held = []
    },
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
