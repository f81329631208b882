/** Looked for once a poll; longer than a store's horizon, for it may be filled again after a crash. */
const MOST_LOOKS = 120

type Run = { readonly point: string; readonly from: number }

/**
 * Remembers the runs that the store does not show yet, and gives up on those that never come (their
 * readings were removed, or lost and not replayed): `onGivenUp` is told the points.
 */
export function createAwaited(onGivenUp: (points: readonly string[]) => void) {
  let looks = new Map<string, number>()

  return {
    /** Of the runs that were looked for in vain just now those to look for again. */
    toCome<Sought extends Run>(runs: readonly Sought[]): readonly Sought[] {
      const counts = new Map<string, number>()
      for (const run of runs) counts.set(key(run), (looks.get(key(run)) ?? 0) + 1)
      looks = counts
      const given = runs.filter((run) => (counts.get(key(run)) ?? 0) > MOST_LOOKS)
      if (given.length > 0) onGivenUp(given.map(({ point }) => point))
      return runs.filter((run) => !given.includes(run))
    },
  }
}

/** Not by its end: what is handed over again grows by what comes meanwhile. */
function key({ point, from }: Run): string {
  return `${point} ${from}`
}
