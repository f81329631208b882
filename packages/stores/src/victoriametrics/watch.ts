import type { Address } from './address.js'
import { type Figures, parseFigures } from './figures.js'
import type { Http } from './http.js'

/** The servers' own pages of figures, and whether one of them lost what was not yet on disk. */
export type Watch = {
  /** Reads the pages now; calls the listeners first where they tell of a restart. */
  look(): Promise<readonly Figures[]>
  /** Looks within half a second. */
  lookSoon(): void
  onRestarted(listener: () => void): () => void
  close(): void
}

const EVERY_MS = 4_000
const SOON_MS = 500

/** Looks every 4 s while somebody listens, and soon after a failure. */
export function createWatch(http: Http, address: Address): Watch {
  const listeners = new Set<() => void>()
  const isRestarted = createRestarts(address.metrics.length)
  let timer: NodeJS.Timeout | undefined
  let dueAt = Infinity
  let closed = false

  async function look(): Promise<readonly Figures[]> {
    const pages = await Promise.all(address.metrics.map((url) => http.get(url)))
    const figures = pages.map(parseFigures)
    if (isRestarted(figures)) for (const listener of listeners) listener()
    return figures
  }

  function plan(afterMs: number): void {
    if (closed || listeners.size === 0 || dueAt <= Date.now() + afterMs) return
    clearTimeout(timer)
    dueAt = Date.now() + afterMs
    timer = setTimeout(() => {
      const again = () => {
        dueAt = Infinity
        plan(EVERY_MS)
      }
      // A server that is away is told by whoever writes to it; here only its return counts.
      look().then(again, again)
    }, afterMs)
    timer.unref()
  }

  return {
    look,
    lookSoon: () => plan(SOON_MS),
    onRestarted(listener) {
      listeners.add(listener)
      plan(0)
      return () => {
        listeners.delete(listener)
      }
    },
    close() {
      closed = true
      clearTimeout(timer)
    },
  }
}

/**
 * Whether what the pages say means that readings were lost since they were last seen; told once all
 * storage servers are back, for until then it would be told again and again.
 */
export function createRestarts(pages: number): (figures: readonly Figures[]) => boolean {
  // By start time, for one address may stand for several servers that answer in turn.
  const seen = Array.from({ length: pages }, () => new Map<number, number>())
  let pending = false

  return (figures) => {
    figures.forEach(({ startedAt, losses }, page) => {
      const known = seen[page]
      if (known === undefined) return
      const isNewer = known.size > 0 && [...known.keys()].every((other) => other < startedAt)
      const before = known.get(startedAt)
      if (isNewer || (before !== undefined && before !== losses)) pending = true
      known.set(startedAt, losses)
    })
    const restarted = pending && figures.every(({ unreachable }) => unreachable === 0)
    if (restarted) pending = false
    return restarted
  }
}
