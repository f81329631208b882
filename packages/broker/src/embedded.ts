import type { Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { Aedes } from 'aedes'
import { type Acknowledger, createAcknowledger } from './acknowledger.js'
import { watchBrokenConnections } from './broken-connections.js'
import type { Bus, BusDeps } from './bus.js'
import { createConnectGate } from './connect-gate.js'
import { guardFrames } from './frame-guard.js'
import { openListeners, type TlsOptions } from './listeners.js'
import { createLocalTopics } from './local-topics.js'
import { createPublishGate } from './publish-gate.js'
import { createRefusals, type Refuse } from './refusals.js'
import { NOBODY, strangerOf } from './session.js'
import { createSessions, type Sessions } from './sessions.js'
import { createSystemTopics } from './system-topics.js'

export type EmbeddedBrokerOptions = BusDeps & {
  readonly host: string
  /** 0 is any free port. */
  readonly port: number
  readonly tls?: TlsOptions
  /**
   * Larger packets end the connection; 4 MiB unless told. What is smaller, but too large for a
   * reading, still reaches `receive`, so that it ends as a dead letter that says so.
   */
  readonly maxPayloadBytes?: number
}

/** Silent connections and TLS handshakes are ended after it. */
const CONNECT_TIMEOUT_MS = 5_000
/** A CONNECT has at most five texts of 64 KiB; nobody needs half of that before being known. */
const MAX_CONNECT_BYTES = 128 * 1024
const MAX_PAYLOAD_BYTES = 4 * 1024 * 1024
/** What a client may send before its CONNACK: a device may publish at once (MQTT 3.1.1, section 3.1.4). */
const QUEUED_BEFORE_CONNACK = 2_000
/** QoS 2 messages between PUBREC and PUBREL; only their ids are kept. */
const QOS2_WINDOW = 20_000
/** Closing waits so long for the disk, and then for the devices to hang up. */
const CLOSE_COMMIT_MS = 5_000
const CLOSE_GOODBYE_MS = 500

/**
 * An MQTT 3.1.1 broker inside the process (aedes). Its PUBACK means that `receive` has the message
 * on disk. Rejects when a port cannot be listened on, with Node's own error.
 */
export async function openEmbeddedBroker(options: EmbeddedBrokerOptions): Promise<Bus> {
  let closing = false
  const core = await openCore(options, () => closing)
  const { broker, sessions, acknowledger, refuse } = core
  const local = createLocalTopics()
  const listeners = await openListeners({
    ...options,
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    onConnection: (socket) => admit(socket, core, options.maxPayloadBytes ?? MAX_PAYLOAD_BYTES),
    onAcceptError(error) {
      const reason = `a connection could not be taken: ${error.message}`
      refuse(NOBODY, { action: 'connect', topic: null, reason })
    },
  }).catch(async (error: unknown) => {
    await closeAedes(broker)
    throw error
  })

  return {
    address: listeners.address,
    publish: local.publish,
    subscribe: local.subscribe,

    disconnect(identity) {
      for (const session of sessions.using(identity)) {
        session.cut = true
        if (session.identity === null) continue
        const reason = 'the credential was revoked; its connection was ended'
        refuse(session, { action: 'connect', topic: null, reason })
        session.client.close()
      }
    },

    connections: () => broker.connectedClients,
    health: () => ({ ok: true }),

    async close() {
      closing = true
      listeners.stop()
      await Promise.race([acknowledger.idle(), setTimeout(CLOSE_COMMIT_MS, null, { ref: false })])
      await listeners.end(CLOSE_GOODBYE_MS)
      await closeAedes(broker)
    },
  }
}

type Core = {
  readonly broker: Aedes
  readonly sessions: Sessions
  readonly acknowledger: Acknowledger
  readonly refuse: Refuse
}

/** aedes with our rules, not yet listening anywhere. */
async function openCore(deps: BusDeps, closing: () => boolean): Promise<Core> {
  const sessions = createSessions()
  const acknowledger = createAcknowledger()
  const refuse = createRefusals(deps)
  const broker = await Aedes.createBroker({
    mq: createSystemTopics(),
    connectTimeout: CONNECT_TIMEOUT_MS,
    queueLimit: QUEUED_BEFORE_CONNACK,
    maxInflightInbound: QOS2_WINDOW,
    ...createConnectGate({ authenticate: deps.authenticate, sessions, refuse }),
    ...createPublishGate({ ...deps, sessions, refuse, acknowledger, closing }),
  })
  watchBrokenConnections(broker, { sessions, refuse })
  return { broker, sessions, acknowledger, refuse }
}

/** Hands a new connection to aedes, and watches what it is allowed to read. */
function admit(socket: Socket, core: Core, maxPacketBytes: number): void {
  const { broker, sessions, acknowledger, refuse } = core
  const client = broker.handle(socket)
  guardFrames(socket, {
    mayRead() {
      const session = sessions.of(client)
      return session === undefined || acknowledger.mayRead(session)
    },
    limit: () => (client.connected ? maxPacketBytes : MAX_CONNECT_BYTES),
    refuse: (reason) =>
      refuse(sessions.of(client) ?? strangerOf(client), {
        action: client.connected ? 'publish' : 'connect',
        topic: null,
        reason,
      }),
  })
}

function closeAedes(broker: Aedes): Promise<void> {
  return new Promise((resolve) => broker.close(resolve))
}
