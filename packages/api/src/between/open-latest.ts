import { createLatestTable, fillLatest, type LatestTable } from '@bypuls/ingest'
import type { TimeSeriesStore } from '@bypuls/stores'
import type { Logger } from 'pino'
import type { ApiParts } from '../deps.js'
import { openFrames } from '../frames.js'

export type OpenLatestDeps = Pick<ApiParts, 'subscribe'> & {
  readonly store: Pick<TimeSeriesStore, 'latest'>
  readonly logger: Logger
  readonly now: () => number
}

/** The newest values as an API without an ingest of its own knows them. */
export type NodeLatest = {
  readonly latest: LatestTable
  /** Resolves when the table knows what the store knows. */
  readonly filled: Promise<void>
  close(): void
}

const RETRY_MS = 2_000

/** Fills a table from the store, then follows the live frames. */
export function openLatest({ store, subscribe, logger }: OpenLatestDeps): NodeLatest {
  const latest = createLatestTable()
  const frames = openFrames({ subscribe, logger })
  const stop = new AbortController()
  frames.followAll(({ at, values }) => {
    for (const [point, observedAt, value, quality] of values) {
      const flag = quality === 'suspect' ? 'suspect' : 'good'
      latest.update({ point, observedAt, value, flag }, at)
    }
  })

  async function fill(): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        return await fillLatest(latest, store)
      } catch (error) {
        logger.warn({ err: error }, 'The newest values cannot be read from the store; tried again')
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref())
      }
    }
  }

  return {
    latest,
    filled: fill(),
    close() {
      stop.abort()
      frames.close()
    },
  }
}
