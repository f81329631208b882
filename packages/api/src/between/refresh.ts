import { setTimeout as sleep } from 'node:timers/promises'
import type { OpenLatestDeps } from './open-latest.js'

type RefreshDeps = Pick<
  OpenLatestDeps,
  'subscribe' | 'logger' | 'now' | 'isConnected' | 'lookEveryMs' | 'retryMs'
> & {
  /** Reads everything from the store. */
  readonly fill: () => Promise<void>
}

export type Refresh = {
  /** Resolves when everything was read once. */
  readonly first: Promise<void>
  close(): void
}

/** What was on its way when the connection came back is shown by any store by then, ms. */
const AGAIN_AFTER_MS = 15_000
/** A frame may be lost unnoticed (they are sent at QoS 0), ms. */
const ANYWAY_AFTER_MS = 10 * 60_000
/** Workers beat more often than this, ms. */
const BEATS_MISSED_MS = 5_000

/** Reads everything at the start, when the way to the broker is back, some seconds later, and now and then. */
export function createRefresh(deps: RefreshDeps): Refresh {
  const { fill, subscribe, logger, now, isConnected, lookEveryMs = 250, retryMs = 2_000 } = deps
  const stop = new AbortController()
  const { signal } = stop
  let connected = true
  let heardAt: number | null = null
  let due: number[] = []
  let reading = true

  function missed(): void {
    due = [now(), now() + AGAIN_AFTER_MS]
  }

  const stopBeats = subscribe('bypuls/beats/+', () => {
    if (heardAt !== null && now() - heardAt > BEATS_MISSED_MS) missed()
    heardAt = now()
  })

  async function read(): Promise<void> {
    reading = true
    while (!signal.aborted) {
      try {
        await fill()
        break
      } catch (error) {
        logger.warn({ err: error }, 'The newest values cannot be read from the store; tried again')
        await sleep(retryMs, undefined, { signal }).catch(() => undefined)
      }
    }
    if (due.length === 0) due = [now() + ANYWAY_AFTER_MS]
    reading = false
  }

  function look(): void {
    const before = connected
    connected = isConnected?.() ?? true
    if (connected && !before) missed()
    const isDue = due.some((at) => at <= now())
    if (reading || !connected || !isDue) return
    due = due.filter((at) => at > now())
    void read()
  }

  const first = read()
  const timer = setInterval(look, lookEveryMs).unref()
  return {
    first,
    close() {
      stop.abort()
      stopBeats()
      clearInterval(timer)
    },
  }
}
