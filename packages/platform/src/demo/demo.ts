import type { Registry } from '@bypuls/registry'
import { startSimulator } from '@bypuls/simulator'
import type { ReadingChunk } from '@bypuls/stores'
import type { Logger } from 'pino'
import { progressLine } from '../progress.js'
import { fillHistory } from './fill-history.js'
import { seedCity } from './seed-city.js'

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
  const history = fillHistory({
    city,
    registry,
    importHistory: deps.importHistory,
    onProgress: progressLine('of the year of history', process.stderr),
    signal: stop.signal,
  }).catch((error: unknown) => {
    if (!stop.signal.aborted)
      logger.error({ error }, 'The history cannot be imported; the next start goes on')
  })
  return {
    async close() {
      stop.abort()
      await simulator.stop()
      await history
    },
  }
}
