import { openBeats, type PartHealth } from '@bypuls/api'
import type { Bus, BusDeps } from '@bypuls/broker'
import type { Role } from '@bypuls/registry'
import type { Logger } from 'pino'
import { readCertificate } from './certificate.js'
import { createClosing } from './closing.js'
import { removeControl, writeControl } from './control-file.js'
import { openDemo } from './demo/demo.js'
import { checkNetwork } from './doctor/network.js'
import { forAWhile } from './for-a-while.js'
import { healthOfParts } from './health.js'
import { createImportHistory } from './import-history.js'
import { onThisMachine, ownAddress } from './own-address.js'
import { openBase } from './parts/base.js'
import { openBrokerPart } from './parts/broker-files.js'
import { openBusPart } from './parts/bus.js'
import { openIngestPart } from './parts/ingest.js'
import { openTell } from './parts/tell.js'
import { openWatchPart } from './parts/watch.js'
import { openWebPart } from './parts/web.js'
import { isBrokerOutside, type Settings, tlsFiles } from './settings.js'
import { toWorkFailed } from './trouble.js'

export type PlatformOptions = {
  /** Which parts this process plays. */
  readonly roles: ReadonlySet<Role>
  /** The simulated city; null without one. */
  readonly demo: { readonly seed: number } | null
  /** Opened for one command: the other processes need not know of it. */
  readonly visiting?: boolean
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

/**
 * Puts the parts together that this process plays. Where a reading's way ends is open before anything
 * can come in; `close` goes backwards. Rejects with `WorkFailed`, which names the cause and the remedy.
 */
export async function openPlatform(
  settings: Settings,
  { roles, demo, visiting = false, ...options }: PlatformOptions,
): Promise<Platform> {
  const closing = createClosing()
  try {
    const base = await openBase(settings, roles, closing)
    const { logger, folder, registry, store, now } = base
    for (const check of checkNetwork(settings)) {
      if (!check.ok) logger.warn(`${check.detail}. ${check.remedy}`)
    }
    const files = tlsFiles(settings)
    const certificate = files === null ? null : readCertificate(files)
    const own = await ownAddress(settings)
    if (!visiting) await registry.cluster.join({ name: base.name, roles: [...roles], url: own.url })

    const tell = openTell(base, closing)
    let bus: Bus | null = null
    const publish = (topic: string, payload: string) => bus?.publish(topic, payload)
    const ingest = roles.has('ingest')
      ? await openIngestPart(base, closing, { tell, publish })
      : null
    if (ingest !== null) await forAWhile(ingest.latestFilled)

    const broker = await openBusPart(base, closing, { ingest, certificate, ...options })
    bus = broker
    if (roles.has('broker')) await openBrokerPart(base, broker, closing)
    if (roles.has('watch')) openWatchPart(base, closing)
    if (roles.has('ingest')) closing.add(openBeats({ publish: broker.publish, name: base.name }))

    const health = () => healthOfParts(base, { bus: broker, ingest })
    const { port } = own
    const web = await openWebPart(base, closing, { port, bus: broker, ingest, tell, health })

    if (demo !== null && ingest !== null) {
      const running = await openDemo({
        ...demo,
        file: folder.file('demo.json'),
        registry,
        broker: devicesAt(settings, broker),
        importHistory: createImportHistory({ store, tell, latest: ingest.latest }),
        logger,
        now,
      })
      closing.add(() => running.close())
    }

    const url = onThisMachine(web.url)
    writeControl(folder.path, {
      pid: process.pid,
      url,
      hasApi: roles.has('api'),
      mqttPort: devicesAt(settings, broker).port,
      mqttsPort: broker.address.tlsPort,
      certificate: certificate?.cert ?? null,
      token: base.operatorToken,
    })
    closing.add(() => removeControl(folder.path))
    return {
      url,
      publicUrl: settings.BYPULS_PUBLIC_URL ?? url,
      dataPath: folder.path,
      operatorToken: base.operatorToken,
      logger,
      health,
      close: closing.close,
    }
  } catch (error) {
    await closing.close()
    throw toWorkFailed(error)
  }
}

/** A broker outside has a listener for devices beside the platform's own. */
function devicesAt(settings: Settings, { address }: Bus) {
  if (!isBrokerOutside(settings)) return address
  return { host: settings.BYPULS_MQTT_HOST, port: settings.BYPULS_MQTT_PORT }
}
