import { createHash } from 'node:crypto'
import type { Bus, BusHealth, Refusal } from '../bus.js'
import { createBackoff } from './backoff.js'
import { parseBrokerUrl } from './broker-url.js'
import type { MosquittoBusOptions } from './contract.js'
import { createIntake } from './intake.js'
import { openLink } from './link.js'
import { follow, openOwnTopics } from './own-topics.js'
import type { Trouble } from './trouble.js'

/** So long the broker keeps the session and its queue for a process that is away. */
export const SESSION_S = 7 * 24 * 3600
/** Messages on the way to us that the broker has no PUBACK of: those come twice after a crash. */
const RECEIVE_MAXIMUM = 20_000
const CLOSE_COMMIT_MS = 5_000
/** Mosquitto's own log; 2.0.11 tells nobody else that a client was thrown out by another of its id. */
const BROKER_ERRORS = '$SYS/broker/log/E'

/**
 * The way to a Mosquitto. Resolves at once: a broker that does not answer is tried for ever, and
 * `health()` says so with the remedy. Rejects with `BrokerSettingError` for a URL that is none.
 *
 * Two connections: the devices' messages on one whose session the broker keeps, so that nothing is
 * lost while this process is away; the platform's own topics on another.
 */
export async function openMosquittoBus(options: MosquittoBusOptions): Promise<Bus> {
  const place = parseBrokerUrl(options.url)
  const own = openOwnTopics({ ...options, place })
  const intake = options.receive === null ? null : openIntake(options, options.receive, place)
  if (intake !== null) {
    own.subscribe(BROKER_ERRORS, (_topic, payload) => {
      const line = Buffer.from(payload).toString()
      if (line.includes(`Client ${intake.clientId} already connected`)) intake.sameIdConnected()
    })
  }

  return {
    address: { host: place.host, port: place.port, tlsPort: place.isTls ? place.port : null },
    publish: own.publish,
    subscribe: own.subscribe,
    // A device whose credential leaves the password file is cut by the broker itself.
    disconnect: () => undefined,
    connections: own.connections,
    health: () => healthOf(intake?.trouble() ?? own.trouble()),

    async close() {
      await intake?.close()
      await own.close()
    },
  }
}

function openIntake(
  options: MosquittoBusOptions,
  receive: NonNullable<MosquittoBusOptions['receive']>,
  place: ReturnType<typeof parseBrokerUrl>,
) {
  const retries = createBackoff({ firstMs: 500, mostMs: 30_000, random: Math.random })
  const intake = createIntake({
    receive,
    now: options.now,
    onRefused: options.onRefused ?? ((refusal) => tellRefusal(options, refusal)),
    onFailed: (error) => link.interrupt(retries.next(), receiverTrouble(error)),
    onTaken() {
      retries.reset()
      link.works()
    },
  })
  const clientId = `bypuls-ingest-${options.name}`
  const link = openLink({
    ...options,
    place,
    clientId,
    connect: {
      clean: false,
      properties: { sessionExpiryInterval: SESSION_S, receiveMaximum: RECEIVE_MAXIMUM },
    },
    onClient: intake.attach,
    onBytes: intake.onBytes,
    onUp: (client) => follow(client, [deviceTopics(options)], 1),
  })
  return {
    clientId,
    trouble: link.trouble,
    sameIdConnected: link.sameIdConnected,
    async close() {
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, CLOSE_COMMIT_MS)
      })
      await Promise.race([intake.stop(), late])
      clearTimeout(timer)
      await link.close()
    },
  }
}

/**
 * Every device's messages. Mosquitto lets anybody join a shared subscription, and gives him his share,
 * which the ACL then throws away: so its name must be one that no device can know.
 */
function deviceTopics({ shared, password }: MosquittoBusOptions): string {
  if (!shared) return '+/+/#'
  const secret = createHash('sha256').update(`bypuls shared subscription\n${password}`)
  return `$share/bypuls-${secret.digest('hex').slice(0, 32)}/+/+/#`
}

function receiverTrouble(error: Error): Trouble {
  return {
    kind: 'receiver',
    detail: `messages cannot be taken: ${error.message}`,
    remedy: 'The broker keeps them and sends them again; nothing is lost while its queue lasts.',
  }
}

function healthOf(trouble: Trouble | null): BusHealth {
  return trouble === null
    ? { ok: true }
    : { ok: false, detail: trouble.detail, remedy: trouble.remedy }
}

function tellRefusal({ log }: MosquittoBusOptions, refusal: Refusal): void {
  log.warn(refusal, 'refused')
}
