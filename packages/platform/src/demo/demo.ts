import { setTimeout } from 'node:timers/promises'
import type { Registry } from '@bypuls/registry'
import { startSimulator } from '@bypuls/simulator'
import type { ReadingChunk } from '@bypuls/stores'
import type { Logger } from 'pino'
import { progressLine } from '../progress.js'
import { type FillHistory, fillHistory } from './fill-history.js'
import { seedCity } from './seed-city.js'

const TRY_AGAIN_MS = 5_000

export type DemoDeps = {
  readonly seed: number
  /** Where the simulated devices' credentials are kept (mode 0600). */
  readonly file: string
  readonly registry: Registry
  readonly broker: { readonly host: string; readonly port: number }
  readonly importHistory: (chunks: readonly ReadingChunk[]) => Promise<void>
  readonly logger: Logger
  readonly now: () => number
}

/** Six sites that live: real MQTT with their own credentials, and a year of history in the background. */
export async function openDemo(deps: DemoDeps): Promise<{ close(): Promise<void> }> {
  const { registry, logger, now } = deps
  const { city, passwords } = await seedCity({ ...deps, now: now() })
  const simulator = startSimulator({
    ...deps.broker,
    city,
    credentials({ organisation, name }) {
      const username = `${organisation}/${name}`
      const password = passwords[username]
      return password === undefined ? null : { username, password }
    },
    now,
    onError: (error) => logger.warn({ error: error.message }, 'A simulated device has trouble'),
  })
  const stop = new AbortController()
  const history = fillWithPatience(logger, {
    city,
    registry,
    importHistory: deps.importHistory,
    onProgress: progressLine('of the year of history', process.stderr),
    signal: stop.signal,
  })
  return {
    async close() {
      stop.abort()
      await simulator.stop()
      await history
    },
  }
}

/** A store that fails for a while only delays: the import goes on behind the last chunk that is stored. */
async function fillWithPatience(logger: Logger, given: FillHistory): Promise<void> {
  while (!given.signal.aborted) {
    try {
      return await fillHistory(given)
    } catch (error) {
      if (given.signal.aborted) return
      logger.error({ err: error }, 'The history cannot be imported; tried again')
      await setTimeout(TRY_AGAIN_MS, undefined, { signal: given.signal }).catch(() => undefined)
    }
  }
}
