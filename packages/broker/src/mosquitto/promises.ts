import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { connect, type IConnackPacket, type MqttClient } from 'mqtt'
import { type BrokerPlace, parseBrokerUrl } from './broker-url.js'
import { configurationPromises } from './configuration.js'
import type { BrokerPromise, MosquittoBusOptions } from './contract.js'
import { SESSION_S } from './open-bus.js'
import { troubleOf } from './trouble.js'

export type BrokerPromisesOptions = Pick<
  MosquittoBusOptions,
  'url' | 'username' | 'password' | 'ca'
> & {
  /** Several ingest workers share its messages. */
  readonly shared?: boolean
  /** Path of its mosquitto.conf, where this machine has it. */
  readonly configuration?: string
}

const TIMEOUT_MS = 5_000
const VERSION = '$SYS/broker/version'
const VERSION_WITHIN_MS = 2_000
/** As the embedded broker takes. */
const PACKET_BYTES = 4 * 1024 * 1024

/**
 * What a broker's settings promise, for `bypuls doctor`: what it says to a client that connects, and
 * what its configuration says where it can be read. Never rejects for a broker that does not answer.
 */
export async function brokerPromises(
  options: BrokerPromisesOptions,
): Promise<readonly BrokerPromise[]> {
  const place = parseBrokerUrl(options.url)
  const clientId = `bypuls-doctor-${randomBytes(6).toString('hex')}`
  const asked = await ask(options, place, clientId)
  if (!asked.ok) return [asked.broken]
  const { client, connack } = asked
  const version = await versionOf(client)
  await client.endAsync(false, { properties: { sessionExpiryInterval: 0 } })
  const fromFile =
    options.configuration === undefined
      ? [UNSEEN]
      : configurationPromises(await readFile(options.configuration, 'utf8'))
  return [
    { ok: true, detail: `${place.url} answers: ${version ?? 'a broker that does not say which'}` },
    ...connackPromises(connack),
    ...(options.shared === true && forgetsShares(version) ? [FORGOTTEN_SHARES] : []),
    ...fromFile,
    HORIZON,
  ]
}

const UNSEEN: BrokerPromise = {
  ok: true,
  detail:
    'whether it keeps sessions on disk, and how many messages, cannot be seen from here; the shipped mosquitto.conf does',
}
const HORIZON: BrokerPromise = {
  ok: true,
  detail:
    'it acknowledges before its disk has a message: killed while the ingest is away, the shipped one loses the last 2 s, and 0.1 s per MB of its queue',
}

/** Fixed in 2.0.12. */
const FORGOTTEN_SHARES: BrokerPromise = {
  ok: false,
  detail:
    'after its restart this release knows no shared subscription until a worker is back: what comes before is acknowledged and lost',
  remedy: 'Mosquitto 2.0.12 or newer, or a broker per worker and BYPULS_BROKER_SHARED=false',
}

function forgetsShares(version: string | null): boolean {
  const [, patch] = /version 2\.0\.(\d+)/.exec(version ?? '') ?? []
  return patch !== undefined && Number(patch) < 12
}

type Answer =
  | { readonly ok: true; readonly client: MqttClient; readonly connack: IConnackPacket }
  | { readonly ok: false; readonly broken: BrokerPromise }

function ask(
  options: BrokerPromisesOptions,
  place: BrokerPlace,
  clientId: string,
): Promise<Answer> {
  const { username, password, ca } = options
  return new Promise((resolve) => {
    const client = connect(place.url, {
      username,
      password,
      clientId,
      clean: true,
      protocolVersion: 5,
      properties: { sessionExpiryInterval: SESSION_S },
      connectTimeout: TIMEOUT_MS,
      reconnectPeriod: 0,
      ...(ca === undefined ? {} : { ca }),
    })
    let error: Error | null = null
    let reasonCode: number | null = null
    client.on('error', (one) => {
      error ??= one
      if ('code' in one && typeof one.code === 'number') reasonCode ??= one.code
    })
    client.once('connect', (connack) => resolve({ ok: true, client, connack }))
    client.once('close', () => {
      const { detail, remedy } = troubleOf({ place, username, clientId, error, reasonCode })
      resolve({ ok: false, broken: { ok: false, detail, remedy } })
    })
  })
}

function versionOf(client: MqttClient): Promise<string | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), VERSION_WITHIN_MS)
    client.on('message', (_topic, payload) => {
      clearTimeout(timer)
      resolve(payload.toString())
    })
    client.subscribe(VERSION, { qos: 0 })
  })
}

/** What a CONNACK does not say holds without limit (MQTT 5, section 3.2.2.3). */
function connackPromises({ properties = {} }: IConnackPacket): readonly BrokerPromise[] {
  const {
    maximumQoS = 2,
    sessionExpiryInterval = SESSION_S,
    maximumPacketSize = PACKET_BYTES,
    retainAvailable = true,
    sharedSubscriptionAvailable = true,
  } = properties
  const broken: BrokerPromise[] = []
  if (maximumQoS < 1) {
    broken.push({
      ok: false,
      detail: 'it takes QoS 0 only: nothing is ever acknowledged',
      remedy: 'mosquitto.conf: max_qos 1 or 2',
    })
  }
  if (sessionExpiryInterval < SESSION_S) {
    broken.push({
      ok: false,
      detail: `it keeps the session of an absent ingest for ${sessionExpiryInterval} s, not ${SESSION_S} s`,
      remedy: 'mosquitto.conf: persistent_client_expiration 7d, or without it',
    })
  }
  if (maximumPacketSize < PACKET_BYTES) {
    broken.push({
      ok: false,
      detail: `it takes packets of ${maximumPacketSize} bytes at most; the platform takes ${PACKET_BYTES}`,
      remedy: 'mosquitto.conf: max_packet_size 4259840',
    })
  }
  if (!retainAvailable) {
    broken.push({
      ok: false,
      detail: 'it cuts every device that publishes a retained message or will',
      remedy: 'mosquitto.conf: without retain_available false',
    })
  }
  if (!sharedSubscriptionAvailable) {
    broken.push({
      ok: false,
      detail: 'it has no shared subscriptions: several ingest workers cannot share it',
      remedy: 'BYPULS_BROKER_SHARED=false, or another broker',
    })
  }
  if (broken.length > 0) return broken
  return [{ ok: true, detail: 'QoS 1, kept sessions and packets of 4 MiB, as far as it says' }]
}
