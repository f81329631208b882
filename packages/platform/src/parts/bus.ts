import { readFileSync } from 'node:fs'
import { RefusalShape } from '@bypuls/api'
import {
  type Bus,
  type BusDeps,
  openEmbeddedBroker,
  openMosquittoBus,
  type Refusal,
} from '@bypuls/broker'
import type { Ingest } from '@bypuls/ingest'
import type { Certificate } from '../certificate.js'
import type { Closing } from '../closing.js'
import { cutRevoked } from '../cut-revoked.js'
import { isBrokerOutside } from '../settings.js'
import { listening } from '../trouble.js'
import { WorkFailed } from '../work-failed.js'
import type { Base } from './base.js'
import { showsRefusals } from './ingest.js'

export type BusPart = {
  readonly ingest: Ingest | null
  readonly certificate: Certificate | null
  /** Stands between the broker and the ingest; only the fault runs' broken twins use it. */
  readonly aroundReceive?: (receive: BusDeps['receive']) => BusDeps['receive']
}

/** Where the platform's processes tell one another what the broker turned away. */
export const REFUSED_TOPIC = 'bypuls/refused'

/** The broker itself where it is embedded, else the way to it. */
export async function openBusPart(base: Base, closing: Closing, part: BusPart): Promise<Bus> {
  return isBrokerOutside(base.settings)
    ? openOutside(base, closing, part)
    : openInside(base, closing, part)
}

async function openInside(base: Base, closing: Closing, part: BusPart): Promise<Bus> {
  const { settings, registry, logger, now } = base
  const { ingest, certificate } = part
  if (ingest === null) throw new Error('the embedded broker needs the ingest beside it')
  const listen = { host: settings.BYPULS_MQTT_HOST, port: settings.BYPULS_MQTT_PORT }
  const bus = await listening({ setting: 'BYPULS_MQTT_PORT', ...listen }, () =>
    openEmbeddedBroker({
      ...listen,
      ...(certificate === null
        ? {}
        : { tls: { ...certificate, port: settings.BYPULS_MQTTS_PORT } }),
      authenticate: (username, password, address) =>
        registry.authenticateDevice(
          username,
          new TextDecoder().decode(password),
          address ?? undefined,
        ),
      receive: received(part) ?? ingest.receive,
      onRefused(refusal) {
        logger.warn(refusal, 'refused')
        ingest.messages.addRefusal(refusal)
      },
      now,
    }),
  )
  closing.add(() => bus.close())
  closing.add(cutRevoked(registry, bus))
  return bus
}

async function openOutside(base: Base, closing: Closing, part: BusPart): Promise<Bus> {
  const { settings, logger, now, name } = base
  const { ingest } = part
  const ca = certificateOf(settings.BYPULS_BROKER_CA)
  const bus = await openMosquittoBus({
    url: settings.BYPULS_BROKER_URL,
    username: settings.BYPULS_BROKER_USERNAME,
    password: settings.BYPULS_BROKER_PASSWORD ?? '',
    ...(ca === undefined ? {} : { ca }),
    name,
    shared: settings.BYPULS_BROKER_SHARED,
    receive: received(part),
    log: logger,
    now,
  })
  closing.add(() => bus.close())
  if (ingest !== null) {
    const stop = bus.subscribe(REFUSED_TOPIC, (_topic, payload) => {
      const refusal = readRefusal(payload)
      if (refusal !== null && showsRefusals(base)) ingest.messages.addRefusal(refusal)
    })
    closing.add(stop)
  }
  return bus
}

function received({ ingest, aroundReceive }: BusPart): BusDeps['receive'] | null {
  if (ingest === null) return null
  return aroundReceive?.(ingest.receive) ?? ingest.receive
}

/** PEM of who signed the broker's certificate. */
export function certificateOf(file: string | undefined): string | undefined {
  if (file === undefined) return undefined
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new WorkFailed(
      `BYPULS_BROKER_CA: ${file} cannot be read (${why})`,
      'Name the PEM file of who signed the broker’s certificate.',
    )
  }
}

function readRefusal(payload: Uint8Array): Refusal | null {
  try {
    return RefusalShape.parse(JSON.parse(new TextDecoder().decode(payload)))
  } catch {
    return null
  }
}
