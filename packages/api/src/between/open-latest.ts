import { createLatestTable, fillLatest, type LatestTable } from '@bypuls/ingest'
import type { TimeSeriesStore } from '@bypuls/stores'
import type { ApiParts } from '../deps.js'
import { openFrames } from '../frames.js'
import { createRefresh } from './refresh.js'

export type OpenLatestDeps = Pick<ApiParts, 'subscribe' | 'logger' | 'now'> & {
  readonly store: Pick<TimeSeriesStore, 'latest'>
  /** Whether the way to the broker is there; frames of the time when it was not are missed. */
  readonly isConnected?: () => boolean
  /** How often that is looked at, and how long it is waited where the store does not answer, ms. */
  readonly lookEveryMs?: number
  readonly retryMs?: number
}

/** The newest values as an API without an ingest of its own knows them. */
export type NodeLatest = {
  readonly latest: LatestTable
  /** Resolves when the table knows what the store knows. */
  readonly filled: Promise<void>
  close(): void
}

/**
 * Fills a table from the store, then follows the live frames. Of a point's values the one observed last
 * stays, whichever way it came. After frames were missed, and now and then, the store is read again.
 */
export function openLatest(deps: OpenLatestDeps): NodeLatest {
  const { store, subscribe, logger } = deps
  const latest = createLatestTable()
  const frames = openFrames({ subscribe, logger })
  frames.followAll(({ at, values }) => {
    for (const [point, observedAt, value, quality] of values) {
      const flag = quality === 'suspect' ? 'suspect' : 'good'
      latest.update({ point, observedAt, value, flag }, at)
    }
  })
  const refresh = createRefresh({ ...deps, fill: () => fillLatest(latest, store) })

  return {
    latest,
    filled: refresh.first,
    close() {
      refresh.close()
      frames.close()
    },
  }
}
