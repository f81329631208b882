import { fileURLToPath } from 'node:url'
import { type ApiOptions, createRules, openApi, type PartHealth } from '@bypuls/api'
import { type Bus, type BusDeps, openEmbeddedBroker, type Refusal } from '@bypuls/broker'
import { decoderByFormat, decoders } from '@bypuls/decoders'
import { openIngest } from '@bypuls/ingest'
import type { Reading } from '@bypuls/model'
import { openRegistry } from '@bypuls/registry'
import { openStore } from '@bypuls/stores'
import type { Logger } from 'pino'
import { backupTo } from './backup.js'
import { readCertificate } from './certificate.js'
import { createClosing } from './closing.js'
import { removeControl, writeControl } from './control-file.js'
import { cutRevoked } from './cut-revoked.js'
import { openDataFolder } from './data-folder.js'
import { openDemo } from './demo/demo.js'
import { checkNetwork } from './doctor/network.js'
import { healthOfParts } from './health.js'
import { createImportHistory } from './import-history.js'
import { createJobs } from './jobs.js'
import { createLogger } from './logger.js'
import { operatorToken } from './operator-token.js'
import { retentionMs, type Settings, tlsFiles } from './settings.js'
import { listening, toWorkFailed } from './trouble.js'

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
 * Puts the parts together. Where a reading's way ends is open before anything can come in; `close` goes
 * backwards. Rejects with `WorkFailed`, which names the cause and the remedy.
 */
export async function openPlatform(
  settings: Settings,
  options: PlatformOptions,
): Promise<Platform> {
  const closing = createClosing()
  const now = Date.now
  try {
    const logger = createLogger(settings.BYPULS_LOG)
    const folder = await openDataFolder(settings.BYPULS_DATA)
    closing.add(() => folder.release())
    const token = operatorToken(folder.path, settings.BYPULS_OPERATOR_TOKEN)

    const { BYPULS_REGISTRY_URL, BYPULS_STORE_URL } = settings
    const dataDirectory = folder.path
    const registry = await openRegistry({ url: BYPULS_REGISTRY_URL, dataDirectory, now })
    closing.add(() => registry.close())
    const store = await openStore(BYPULS_STORE_URL, { dataDirectory })
    closing.add(() => store.close())

    const rules = createRules({
      store,
      registry,
      onFailure: (error) =>
        logger.warn({ err: error }, 'Counters’ entries cannot be brought up to date; tried again'),
    })
    closing.add(() => rules.close())
    // The spool forgets a message only when the entries that it touches are right, too.
    const stored = async (readings: readonly Reading[]) => {
      rules.touched(readings)
      await rules.settled()
    }

    let bus: Bus | null = null
    const ingest = await openIngest({
      folder: folder.path,
      store,
      stored,
      deviceOf: (organisation, device) => registry.view().devices.get(`${organisation}/${device}`),
      decoderByFormat,
      publish: (topic, payload) => bus?.publish(topic, payload),
      log: logger,
      now,
      random: Math.random,
      maxSpoolBytes: settings.BYPULS_SPOOL_MAX_BYTES,
      ...retentionMs(settings),
    })
    closing.add(() => ingest.close())
    await ingest.latestFilled

    const importHistory = createImportHistory({ store, rules, latest: ingest.latest })
    const importReadings = async (readings: readonly Reading[]) => {
      await store.write(readings)
      await stored(readings)
      for (const reading of readings) ingest.latest.update(reading, null)
    }

    const files = tlsFiles(settings)
    const certificate = files === null ? null : readCertificate(files)
    for (const check of checkNetwork(settings)) {
      if (!check.ok) logger.warn(`${check.detail}. ${check.remedy}`)
    }
    const mqtt = { host: settings.BYPULS_MQTT_HOST, port: settings.BYPULS_MQTT_PORT }
    const device = {
      ...mqtt,
      ...(certificate === null
        ? {}
        : { tls: { ...certificate, port: settings.BYPULS_MQTTS_PORT } }),
      authenticate: (username: string, password: Uint8Array, address: string | null) =>
        registry.authenticateDevice(
          username,
          new TextDecoder().decode(password),
          address ?? undefined,
        ),
      receive: options.aroundReceive?.(ingest.receive) ?? ingest.receive,
      onRefused(refusal: Refusal) {
        logger.warn(refusal, 'refused')
        ingest.messages.addRefusal(refusal)
      },
      now,
    }
    const broker = await listening({ setting: 'BYPULS_MQTT_PORT', ...mqtt }, () =>
      openEmbeddedBroker(device),
    )
    bus = broker
    closing.add(() => broker.close())
    closing.add(cutRevoked(registry, broker))

    const parts = { bus: broker, ingest, store, registry, folder: folder.path }
    const http = { host: settings.BYPULS_HTTP_HOST, port: settings.BYPULS_HTTP_PORT }
    const web: ApiOptions = {
      ...http,
      ...(files === null ? {} : { tls: files }),
      dashboardDirectory: DASHBOARD,
      registry,
      store,
      ingest,
      formats: decoders,
      subscribe: bus.subscribe,
      connections: () => broker.connections() ?? 0,
      importReadings,
      backup: (directory) =>
        backupTo(directory, { folder: folder.path, ingest, registry, store, now }),
      jobs: createJobs(registry, now),
      health: () => healthOfParts(parts),
      operatorToken: token,
      publicUrl: settings.BYPULS_PUBLIC_URL ?? `http://127.0.0.1:${settings.BYPULS_HTTP_PORT}`,
      logger,
      now,
    }
    const api = await listening({ setting: 'BYPULS_HTTP_PORT', ...http }, () => openApi(web))
    closing.add(() => api.close())

    if (options.demo !== null) {
      const demo = await openDemo({
        ...options.demo,
        file: folder.file('demo.json'),
        registry,
        broker: { host: settings.BYPULS_MQTT_HOST, port: bus.address.port },
        importHistory,
        logger,
        now,
      })
      closing.add(() => demo.close())
    }

    const url = onThisMachine(api.url)
    writeControl(folder.path, {
      pid: process.pid,
      url,
      mqttPort: bus.address.port,
      mqttsPort: bus.address.tlsPort,
      certificate: certificate?.cert ?? null,
      token,
    })
    closing.add(() => removeControl(folder.path))
    return {
      url,
      publicUrl: settings.BYPULS_PUBLIC_URL ?? url,
      dataPath: folder.path,
      operatorToken: token,
      logger,
      health: () => healthOfParts(parts),
      close: closing.close,
    }
  } catch (error) {
    await closing.close()
    throw toWorkFailed(error)
  }
}

/** Where a listener on every address is reached from this machine: that address is none to ask at. */
function onThisMachine(url: string): string {
  return url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:')
}
