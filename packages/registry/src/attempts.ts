const FAILURES = 10
const WITHIN_MS = 60_000
const REFUSED_MS = 60_000
/** More names than this are not remembered: the oldest go, so that made-up names cannot fill the memory. */
const REMEMBERED = 10_000

type Failures = { readonly count: number; readonly since: number; readonly refusedUntil: number }

/** Counts failed attempts per name: after ten within a minute the name is refused for a minute. */
export function createAttempts(now: () => number) {
  const failures = new Map<string, Failures>()

  return {
    /** Until when the name is refused, epoch ms; null when it is not. */
    refusedUntil(name: string): number | null {
      const until = failures.get(name)?.refusedUntil ?? 0
      return until > now() ? until : null
    },

    failed(name: string): void {
      const known = failures.get(name)
      const isRecent = known !== undefined && now() - known.since < WITHIN_MS
      const count = isRecent ? known.count + 1 : 1
      const since = isRecent ? known.since : now()
      failures.delete(name)
      failures.set(name, {
        count,
        since,
        refusedUntil: count >= FAILURES ? now() + REFUSED_MS : 0,
      })
      const oldest = failures.size > REMEMBERED ? failures.keys().next() : undefined
      if (oldest?.done === false) failures.delete(oldest.value)
    },

    succeeded(name: string): void {
      failures.delete(name)
    },
  }
}

export type Attempts = ReturnType<typeof createAttempts>
