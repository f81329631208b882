import type { Latest, LiveFrame, Quality } from '@bypuls/model'

/** A point's newest value as the socket told it. Times are epoch ms. */
export type LiveValue = {
  readonly observedAt: number
  readonly value: number
  readonly quality: Quality
}

/** How the page is connected to the server. */
export type LiveStatus = {
  readonly connection: 'connecting' | 'open' | 'lost'
  /** When the last frame (or answer to `watch`) came, by this machine's clock. */
  readonly lastAt: number | null
  /** Since when the connection is lost, and when the next attempt is due. */
  readonly lostAt: number | null
  readonly retryAt: number | null
  readonly attempt: number
  /** The server says that its own path from the broker is broken. */
  readonly serverStale: boolean
  readonly paused: boolean
}

export type LiveStore = ReturnType<typeof createLiveStore>

const START: LiveStatus = {
  connection: 'connecting',
  lastAt: null,
  lostAt: null,
  retryAt: null,
  attempt: 0,
  serverStale: false,
  paused: false,
}

/**
 * The newest values of all watched points. A value never goes back in time, listeners hear of changes
 * at most every `flushMs`, and while paused the page keeps its figures and new ones wait.
 */
export function createLiveStore(flushMs = 500) {
  const newest = new Map<string, LiveValue>()
  const waiting = new Map<string, LiveValue>()
  const siteNewest = new Map<string, number>()
  const listeners = new Set<() => void>()
  let status = START
  let timer: ReturnType<typeof setTimeout> | null = null

  function take(point: string, value: LiveValue) {
    const known = waiting.get(point) ?? newest.get(point)
    if (!known || known.observedAt <= value.observedAt) waiting.set(point, value)
  }

  function flush() {
    timer = null
    if (status.paused) return
    for (const [point, value] of waiting) {
      newest.set(point, value)
      const site = siteOf(point)
      siteNewest.set(site, Math.max(siteNewest.get(site) ?? 0, value.observedAt))
    }
    waiting.clear()
    tell()
  }

  function tell() {
    for (const listener of listeners) listener()
  }

  function schedule() {
    if (timer === null) timer = setTimeout(flush, flushMs)
  }

  return {
    /** Takes a frame of the socket. */
    takeFrame(frame: LiveFrame, now: number) {
      for (const [point, observedAt, value, quality] of frame.values)
        take(point, { observedAt, value, quality })
      status = { ...status, lastAt: now }
      schedule()
    },
    /** Takes the answer to `watch`. */
    takeLatest(items: readonly Latest[], now: number) {
      for (const { point, observedAt, value, quality } of items)
        if (observedAt !== null && value !== null)
          take(point, { observedAt: Date.parse(observedAt), value, quality })
      status = { ...status, lastAt: now }
      schedule()
    },
    setStatus(change: Partial<LiveStatus>) {
      status = { ...status, ...change }
      if (change.paused === false) schedule()
      tell()
    },
    value: (point: string): LiveValue | undefined => newest.get(point),
    /** The newest observation of a site, epoch ms. */
    siteNewest: (site: string): number | undefined => siteNewest.get(site),
    status: (): LiveStatus => status,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

function siteOf(point: string): string {
  return point.slice(0, point.indexOf('.'))
}
