import { fileURLToPath } from 'node:url'
import { type LatestValue, openApi, type PartHealth } from '@bypuls/api'
import { type Bus, type BusDeps, openEmbeddedBroker } from '@bypuls/broker'
import { decoderByFormat, decoders } from '@bypuls/decoders'
import { openIngest } from '@bypuls/ingest'
import { openRegistry } from '@bypuls/registry'
import { openStore } from '@bypuls/stores'
import type { Logger } from 'pino'
import { createClosing } from './closing.js'
import { removeControl, writeControl } from './control-file.js'
import { openDataFolder } from './data-folder.js'
import { createLogger } from './logger.js'
import { operatorToken } from './operator-token.js'
import type { Settings } from './settings.js'
import { toWorkFailed } from './trouble.js'

export type PlatformOptions = {
  /** The simulated city; null without one. */
  readonly demo: { readonly seed: number } | null
  /** Stands between the broker and the ingest; only the fault runs' broken twins use it. */
  readonly aroundReceive?: (receive: BusDeps['receive']) => BusDeps['receive']
}

export type Platform = {
  readonly url: string
  readonly publicUrl: string
  readonly dataPath: string
  readonly operatorToken: string
  readonly logger: Logger
  health(): Promise<readonly PartHealth[]>
  close(): Promise<void>
}

const DASHBOARD = fileURLToPath(new URL('../../dashboard/dist/app', import.meta.url))

/**
 * Puts the parts together, in the order of a reading's way backwards: where it ends is open before
 * anything can come in. `close` goes the other way.
 */
export async function openPlatform(
  settings: Settings,
  { aroundReceive = (receive) => receive }: PlatformOptions,
): Promise<Platform> {
  const closing = createClosing()
  const now = Date.now
  try {
    const logger = createLogger(settings.BYPULS_LOG)
    const folder = await openDataFolder(settings.BYPULS_DATA)
    closing.add(() => folder.release())
    const token = operatorToken(folder.path, settings.BYPULS_OPERATOR_TOKEN)

    const registry = await openRegistry({
      url: settings.BYPULS_REGISTRY_URL,
      dataDirectory: folder.path,
      now,
    })
    closing.add(() => registry.close())
    const store = await openStore(settings.BYPULS_STORE_URL, { dataDirectory: folder.path })
    closing.add(() => store.close())

    let bus: Bus | null = null
    const latest = new Map<string, LatestValue>()
    const ingest = await openIngest({
      directoryPath: folder.file('spool'),
      maxSpoolBytes: settings.BYPULS_SPOOL_MAX_BYTES,
      store,
      decoderByFormat,
      directory: (organisation, device) => registry.view().devices.get(`${organisation}/${device}`),
      onOutcomes: (outcomes) => {
        for (const it of outcomes)
          for (const r of it.readings) latest.set(r.point, { ...r, receivedAt: now(), rule: null })
      },
    })
    closing.add(() => ingest.close())

    bus = await openEmbeddedBroker({
      host: settings.BYPULS_MQTT_HOST,
      port: settings.BYPULS_MQTT_PORT,
      authenticate: (username, password) =>
        registry.authenticateDevice(username, new TextDecoder().decode(password)),
      receive: aroundReceive(ingest.receive),
      onRefused: (refusal) => logger.warn(refusal, 'refused'),
      now,
    })
    closing.add(() => bus?.close())

    const api = await openApi({
      host: settings.BYPULS_HTTP_HOST,
      port: settings.BYPULS_HTTP_PORT,
      dashboardDirectory: DASHBOARD,
      registry,
      store,
      latest,
      formats: decoders,
      ingest: {
        receive: async () => '',
        outcome: async () => {
          throw new Error('x')
        },
      },
      subscribe: bus.subscribe,
      jobs: () => [],
      health: async () => [],
      operatorToken: token,
      publicUrl: settings.BYPULS_PUBLIC_URL ?? `http://127.0.0.1:${settings.BYPULS_HTTP_PORT}`,
      logger,
      now,
    })
    closing.add(() => api.close())

    writeControl(folder.path, {
      pid: process.pid,
      url: api.url,
      mqttPort: bus.address.port,
      token,
    })
    closing.add(() => removeControl(folder.path))
    return {
      url: api.url,
      publicUrl: settings.BYPULS_PUBLIC_URL ?? api.url,
      dataPath: folder.path,
      operatorToken: token,
      logger,
      health: async () => [],
      close: closing.close,
    }
  } catch (error) {
    await closing.close()
    throw toWorkFailed(error)
  }
}
