import type { RawMessage } from '@bypuls/model'

/** Who a client is, once its user name `<organisation>/<device>` and password have been checked. */
export type Identity = { readonly organisation: string; readonly device: string }

/** Something the broker turned away, for the log and for the device's own messages. */
export type Refusal = {
  readonly at: number
  /** The names as the client gave them; not to be trusted, null where it gave none. */
  readonly organisation: string | null
  readonly device: string | null
  readonly clientId: string
  readonly remoteAddress: string | null
  readonly action: 'connect' | 'publish' | 'subscribe'
  readonly topic: string | null
  /** In plain words, with what was expected. */
  readonly reason: string
}

export type BusDeps = {
  /** Checks a credential, for a client at that address; null is a no. Never throws for a wrong one. */
  readonly authenticate: (
    username: string,
    password: Uint8Array,
    address: string | null,
  ) => Promise<Identity | null>
  /** Takes a device's message; `done` is called when it is on disk, or with why it is not. */
  readonly receive: (message: RawMessage, done: (error?: Error) => void) => void
  readonly onRefused: (refusal: Refusal) => void
  readonly now: () => number
}

/** How the way to the broker does. */
export type BusHealth =
  | { readonly ok: true }
  | { readonly ok: false; readonly detail: string; readonly remedy: string }

/** The MQTT broker as the rest of the platform sees it: embedded, or a Mosquitto. */
export interface Bus {
  /** Where devices connect, e.g. `{ host: '127.0.0.1', port: 1883, tlsPort: null }`. */
  readonly address: {
    readonly host: string
    readonly port: number
    readonly tlsPort: number | null
  }
  /** Publishes on the platform's own behalf (QoS 0, not retained). */
  publish(topic: string, payload: string): void
  /** Follows the platform's own topics (`+` and `#` allowed); returns the way to stop. */
  subscribe(pattern: string, listener: (topic: string, payload: Uint8Array) => void): () => void
  /** Cuts every connection of a device whose credential is no longer good. */
  disconnect(identity: Identity): void
  /** How many clients are connected now; null where this process cannot tell. */
  connections(): number | null
  health(): BusHealth
  /** Stops taking connections, lets what is under way be acknowledged, then closes. */
  close(): Promise<void>
}
