/** The clock may have moved this far between two requests for the same thing, ms. */
const DRIFT_MS = 5 * 60_000

/**
 * Whether two API paths ask for the same thing but for a clock that moved a little. The answer to one may
 * then stand in for the other's while that is fetched; another period's figures never may.
 */
export function asksTheSame(before: unknown, path: string): boolean {
  if (typeof before !== 'string') return false
  const [old, now] = [before, path].map((one) => new URL(one, 'http://localhost'))
  if (!old || !now || old.pathname !== now.pathname) return false
  const names = new Set([...old.searchParams.keys(), ...now.searchParams.keys()])
  return [...names].every((name) =>
    isNear(name, old.searchParams.get(name), now.searchParams.get(name)),
  )
}

function isNear(name: string, before: string | null, now: string | null): boolean {
  if (before === now) return true
  if ((name !== 'from' && name !== 'to') || before === null || now === null) return false
  return Math.abs(Date.parse(before) - Date.parse(now)) <= DRIFT_MS
}
