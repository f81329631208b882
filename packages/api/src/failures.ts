const WINDOW_MS = 60_000
const ALLOWED = 10
/** So many addresses are remembered; past it the oldest is forgotten. */
const REMEMBERED = 10_000

/** Counts wrong credentials per address: after ten within a minute the address has to wait. */
export function createFailures(now: () => number) {
  const byAddress = new Map<string, { since: number; count: number }>()

  return {
    /** How long the address has to wait, in whole seconds; 0 = it may try. */
    waitS(address: string): number {
      const entry = byAddress.get(address)
      if (entry === undefined || entry.count < ALLOWED) return 0
      return Math.max(0, Math.ceil((entry.since + WINDOW_MS - now()) / 1000))
    },

    add(address: string): void {
      const entry = byAddress.get(address)
      if (entry !== undefined && now() - entry.since < WINDOW_MS) {
        entry.count += 1
        return
      }
      byAddress.delete(address)
      byAddress.set(address, { since: now(), count: 1 })
      if (byAddress.size > REMEMBERED) {
        const oldest = byAddress.keys().next()
        if (!oldest.done) byAddress.delete(oldest.value)
      }
    },
  }
}

export type Failures = ReturnType<typeof createFailures>
