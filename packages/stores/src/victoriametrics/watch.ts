import type { Address } from './address.js'
import { type Figures, parseFigures } from './figures.js'
import type { Http } from './http.js'

/** The servers' own pages of figures, and whether one of them lost what was not yet on disk. */
export type Watch = {
  /** Reads the pages now; calls the listeners first where they tell of a restart. */
  look(): Promise<readonly Figures[]>
  /** Somebody got no answer: what comes back may have been restarted, even within one second. */
  suspect(): void
  onRestarted(listener: () => void): () => void
  close(): void
}

const EVERY_MS = 4_000
const SOON_MS = 500

/** Looks every 4 s while somebody listens, and soon after a failure. */
export function createWatch(http: Http, address: Address): Watch {
  const listeners = new Set<() => void>()
  const restarts = createRestarts(address.metrics.length)
  let timer: NodeJS.Timeout | undefined
  let dueAt = Infinity
  let closed = false

  async function look(): Promise<readonly Figures[]> {
    const pages = await Promise.all(address.metrics.map((url) => http.get(url)))
    const figures = pages.map(parseFigures)
    if (restarts.told(figures)) for (const listener of listeners) listener()
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
    suspect() {
      restarts.suspect()
      plan(SOON_MS)
    },
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
export function createRestarts(pages: number) {
  // By start time, for one address may stand for several servers that answer in turn.
  const seen = Array.from({ length: pages }, () => new Map<number, Figures>())
  let pending = false

  return {
    suspect() {
      pending = true
    },

    told(figures: readonly Figures[]): boolean {
      figures.forEach((of, page) => {
        const known = seen[page]
        if (known === undefined) return
        const isNewer = known.size > 0 && [...known.keys()].every((other) => other < of.startedAt)
        const before = known.get(of.startedAt)
        const isOther =
          before !== undefined && (before.losses !== of.losses || before.requests > of.requests)
        if (isNewer || isOther) pending = true
        known.set(of.startedAt, of)
      })
      const restarted = pending && figures.every(({ unreachable }) => unreachable === 0)
      if (restarted) pending = false
      return restarted
    },
  }
}
