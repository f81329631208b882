import { connect, type IClientOptions, type MqttClient } from 'mqtt'
import { createBackoff } from './backoff.js'
import type { BrokerPlace } from './broker-url.js'
import type { BrokerLog } from './contract.js'
import { type Trouble, troubleOf } from './trouble.js'

export type LinkOptions = {
  readonly place: BrokerPlace
  readonly username: string
  readonly password: string
  readonly ca?: string | undefined
  readonly clientId: string
  /** What is special about this connection: whether the broker keeps its session, how much at once. */
  readonly connect: Pick<IClientOptions, 'clean' | 'properties'>
  readonly log: BrokerLog
  /** Before the first packet can arrive. */
  readonly onClient?: (client: MqttClient) => void
  /** The broker has let it in; the trouble is over when this resolves, and stays when it rejects. */
  readonly onUp: (client: MqttClient) => Promise<void>
  readonly onDown?: (client: MqttClient) => void
}

/** A connection that is made again for as long as it takes. */
export type Link = {
  /** The connection when the broker has let it in. */
  client(): MqttClient | null
  trouble(): Trouble | null
  /** Ends the connection and makes another one after so many milliseconds. */
  interrupt(afterMs: number, trouble: Trouble): void
  /** Says goodbye properly; a kept session stays with the broker. */
  close(): Promise<void>
}

const CONNECT_TIMEOUT_MS = 10_000
const KEEPALIVE_S = 30
/** A connection that held so long was a good one: the next attempt comes at once. */
const STEADY_MS = 5_000
const GOODBYE_MS = 2_000

/**
 * Keeps a connection to the broker up, for ever, waiting longer after each failure (0.1 s to 10 s).
 * Every attempt is a client of its own, so that nothing of a broken connection reaches the next one.
 */
export function openLink(options: LinkOptions): Link {
  const { place, username, clientId, log } = options
  const backoff = createBackoff({ firstMs: 100, mostMs: 10_000, random: Math.random })
  let current: MqttClient | null = null
  let upSince: number | null = null
  let trouble: Trouble | null = troubleOf({
    ...options,
    error: new Error('not yet'),
    reasonCode: null,
  })
  let timer: NodeJS.Timeout | undefined
  let interrupted: { readonly afterMs: number; readonly trouble: Trouble } | null = null
  let closed = false

  function attempt(): void {
    const client = connect(place.url, {
      ...options.connect,
      clientId,
      username,
      password: options.password,
      protocolVersion: 5,
      keepalive: KEEPALIVE_S,
      connectTimeout: CONNECT_TIMEOUT_MS,
      reconnectPeriod: 0,
      resubscribe: false,
      queueQoSZero: false,
      ...(options.ca === undefined ? {} : { ca: options.ca }),
    })
    current = client
    let error: Error | null = null
    let reasonCode: number | null = null
    options.onClient?.(client)
    client.on('error', (one) => {
      error ??= one
      if ('code' in one && typeof one.code === 'number') reasonCode ??= one.code
    })
    client.on('disconnect', (packet) => {
      reasonCode ??= packet.reasonCode ?? null
    })
    client.on('connect', () => {
      upSince = performance.now()
      options.onUp(client).then(
        () => {
          if (client !== current || upSince === null) return
          if (trouble !== null) log.info({ broker: place.url, clientId }, 'connected to the broker')
          trouble = null
        },
        (cause: unknown) => {
          error ??= cause instanceof Error ? cause : new Error(String(cause))
          client.end(true)
        },
      )
    })
    client.once('close', () => {
      const wasUp = upSince !== null
      if (upSince !== null && performance.now() - upSince >= STEADY_MS) backoff.reset()
      upSince = null
      if (wasUp) options.onDown?.(client)
      if (!closed) again(interrupted?.trouble ?? troubleOf({ ...options, error, reasonCode }))
    })
  }

  function again(now: Trouble): void {
    if (now.detail !== trouble?.detail) log.warn({ remedy: now.remedy }, now.detail)
    trouble = now
    const waitMs = interrupted?.afterMs ?? backoff.next()
    interrupted = null
    timer = setTimeout(attempt, waitMs)
  }

  attempt()
  return {
    client: () => (upSince === null ? null : current),
    trouble: () => trouble,

    interrupt(afterMs, why) {
      if (closed || upSince === null) return
      interrupted = { afterMs, trouble: why }
      current?.end(true)
    },

    async close() {
      closed = true
      clearTimeout(timer)
      const client = current
      if (client === null) return
      await new Promise<void>((resolve) => {
        const deadline = setTimeout(() => {
          client.end(true)
          resolve()
        }, GOODBYE_MS)
        client.end(upSince === null, () => {
          clearTimeout(deadline)
          resolve()
        })
      })
    },
  }
}
