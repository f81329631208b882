import { Aedes } from 'aedes'
import { createAcknowledger } from './acknowledger.js'
import type { Bus, BusDeps } from './bus.js'
import { createConnectGate } from './connect-gate.js'
import { openListeners, type TlsOptions } from './listeners.js'
import { createLocalTopics } from './local-topics.js'
import { createPublishGate } from './publish-gate.js'
import { createRefusals } from './refusals.js'
import { createSessions } from './sessions.js'

export type EmbeddedBrokerOptions = BusDeps & {
  readonly host: string
  /** 0 is any free port. */
  readonly port: number
  readonly tls?: TlsOptions
  /** Packets beyond it end the connection; what is below but too large for a reading is the receiver's to reject. */
  readonly maxPayloadBytes?: number
}

const CONNECT_TIMEOUT_MS = 5_000

/** An MQTT 3.1.1 broker inside the process (aedes), whose PUBACK means that `receive` has the message on disk. */
export async function openEmbeddedBroker(options: EmbeddedBrokerOptions): Promise<Bus> {
  const sessions = createSessions()
  const acknowledger = createAcknowledger()
  const refuse = createRefusals(options)
  const local = createLocalTopics()
  const broker = await Aedes.createBroker({
    mq: nobodyListens,
    connectTimeout: CONNECT_TIMEOUT_MS,
    ...createConnectGate({ authenticate: options.authenticate, sessions, refuse }),
    ...createPublishGate({ ...options, sessions, refuse, acknowledger }),
  })
  const listeners = await openListeners({
    ...options,
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    onConnection: (socket) => broker.handle(socket),
  })

  return {
    address: listeners.address,
    publish: local.publish,
    subscribe: local.subscribe,

    disconnect(identity) {
      for (const session of sessions.using(identity)) {
        session.cut = true
        session.client.close()
      }
    },

    connections: () => broker.connectedClients,

    async close() {
      listeners.stop()
      for (const session of sessions.all()) session.cut = true
      await new Promise<void>((resolve) => broker.close(resolve))
    },
  }
}

/** aedes' way to its subscribers: devices have none, so that every message ends here at once. */
const nobodyListens = {
  concurrency: 0,
  on: (_topic: string, _listener: unknown, done?: () => void) => done?.(),
  removeListener: (_topic: string, _listener: unknown, done?: () => void) => done?.(),
  emit: (_packet: unknown, done: () => void) => done(),
  close: (done: () => void) => done(),
}
