import type { TouchedRun } from '@bypuls/registry'

/** Looked for once a poll; longer than a store's horizon, for it may be filled again after a crash. */
const MOST_LOOKS = 120

/**
 * Remembers the runs that the store does not show yet, and gives up on one that never comes (its
 * readings were removed, or lost and not replayed): `onGivenUp` is told the points.
 */
export function createAwaited(onGivenUp: (points: readonly string[]) => void) {
  const looks = new Map<string, number>()

  return {
    /** Whether the run, which is shown by now or is not, is to be waited for. */
    isToCome(run: TouchedRun, isShown: boolean): boolean {
      // Not by its end: what is handed over again grows by what comes meanwhile.
      const key = `${run.point} ${run.from}`
      const count = (looks.get(key) ?? 0) + 1
      looks.delete(key)
      if (isShown) return false
      if (count > MOST_LOOKS) {
        onGivenUp([run.point])
        return false
      }
      looks.set(key, count)
      return true
    },
  }
}
