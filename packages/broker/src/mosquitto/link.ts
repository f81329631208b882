import type { Socket } from 'node:net'
import { type IClientOptions, MqttClient } from 'mqtt'
import { createBackoff } from './backoff.js'
import type { BrokerLog } from './contract.js'
import { keepAwake } from './keep-awake.js'
import { openSocket, type SocketOptions } from './socket.js'
import { cutAgainAndAgain, type Trouble, takenOver, troubleOf } from './trouble.js'

export type LinkOptions = SocketOptions & {
  readonly username: string
  readonly password: string
  readonly clientId: string
  /** What is special about this connection: whether the broker keeps its session, how much at once. */
  readonly connect: Pick<IClientOptions, 'clean' | 'properties'>
  readonly log: BrokerLog
  /** Before the first packet can arrive. */
  readonly onClient?: (client: MqttClient, socket: Socket) => void
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
  /** Something came that only a subscription brings, even if the broker's word for it is still to come. */
  works(): void
  /** The broker says that a client with our id has connected: which is us, or somebody else. */
  sameIdConnected(): void
  /** Says goodbye properly; a kept session stays with the broker. */
  close(): Promise<void>
}

const CONNECT_TIMEOUT_MS = 10_000
/** A network that forgot the connection is noticed after one and a half of it. */
const KEEPALIVE_S = 10
/** A connection that held so long was a good one: the next attempt comes at once. */
const STEADY_MS = 5_000
const GOODBYE_MS = 2_000
/** Whoever took over is left alone so long: two that fight for a session serve nobody. */
const TAKEN_OVER_MS = 60_000
/** The broker's word about a client id and the end of our connection belong together so long. */
const TOGETHER_MS = 1_000
/** So many connections in a row that were let in and cut at once. */
const CUT_IN_A_ROW = 4

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
  let endedAt: number | null = null
  let sameIdAt = Number.NEGATIVE_INFINITY
  let cutInARow = 0

  function attempt(): void {
    const socket = openSocket(options)
    const client = new MqttClient(() => socket, {
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
      // Every number of two bytes in a buffer of its own would be 7 MB; the many PUBACKs are not its work.
      writeCache: false,
      // Its own log asks for every packet whether somebody reads it.
      log: () => undefined,
    })
    current = client
    endedAt = null
    let error: Error | null = null
    let reasonCode: number | null = null
    options.onClient?.(client, socket)
    const forget = keepAwake(client, socket, KEEPALIVE_S)
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
          if (client === current) works()
        },
        (cause: unknown) => {
          error ??= cause instanceof Error ? cause : new Error(String(cause))
          client.end(true)
        },
      )
    })
    client.once('close', () => {
      forget()
      const wasUp = upSince !== null
      const isSteady = upSince !== null && performance.now() - upSince >= STEADY_MS
      if (isSteady) backoff.reset()
      cutInARow = wasUp && !isSteady && interrupted === null ? cutInARow + 1 : 0
      upSince = null
      endedAt = wasUp ? performance.now() : null
      if (wasUp) options.onDown?.(client)
      if (!closed) again(interrupted?.trouble ?? why(troubleOf({ ...options, error, reasonCode })))
    })
  }

  function works(): void {
    if (upSince === null || trouble === null) return
    log.info({ broker: place.url, clientId }, 'connected to the broker')
    trouble = null
  }

  function why(trouble: Trouble): Trouble {
    if (trouble.kind !== 'closed') return trouble
    const isTheSame = endedAt !== null && endedAt - sameIdAt < TOGETHER_MS
    if (isTheSame) return takenOver(clientId)
    return cutInARow >= CUT_IN_A_ROW ? cutAgainAndAgain(place, clientId) : trouble
  }

  function again(now: Trouble): void {
    if (now.detail !== trouble?.detail) log.warn({ remedy: now.remedy }, now.detail)
    trouble = now
    const waitMs =
      interrupted?.afterMs ??
      (now.kind === 'taken-over' ? TAKEN_OVER_MS * (0.5 + Math.random() / 2) : backoff.next())
    interrupted = null
    clearTimeout(timer)
    timer = setTimeout(attempt, waitMs)
  }

  attempt()
  return {
    client: () => (upSince === null ? null : current),
    trouble: () => trouble,
    works,

    interrupt(afterMs, why) {
      if (closed || upSince === null) return
      interrupted = { afterMs, trouble: why }
      current?.end(true)
    },

    sameIdConnected() {
      sameIdAt = performance.now()
      const justEnded = endedAt !== null && sameIdAt - endedAt < TOGETHER_MS
      if (!closed && justEnded && trouble?.kind === 'closed') again(takenOver(clientId))
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
