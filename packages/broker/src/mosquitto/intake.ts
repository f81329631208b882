import type { Socket } from 'node:net'
import type { IPublishPacket, MqttClient } from 'mqtt'
import type { BusDeps, Refusal } from '../bus.js'
import { pubacks } from '../pubacks.js'
import { cut } from '../topic-rules.js'
import { createTopicOwners } from './device-topics.js'
import { createFrameReader } from './publish-frames.js'

/** Above so much that is not yet on disk, the connection is not read; below the half it is again. */
const HIGH_WATER = { messages: 4_096, bytes: 64 * 1024 * 1024 }

/**
 * A broker sends each message by itself. Where little came, the connection rests so long before it is
 * read again: several then come for the price of one. No device waits: the broker has acknowledged.
 */
const REST_MS = 10
const LITTLE_BYTES = 16 * 1024

/** Tells MQTT.js not to acknowledge; it makes nothing else of it. */
const LATER = new Error('acknowledged when it is on disk')

export type IntakeDeps = Pick<BusDeps, 'receive' | 'now'> & {
  readonly onRefused: (refusal: Refusal) => void
  /** A message could not be taken, and all others of that connection have been answered. */
  readonly onFailed: (error: Error) => void
  /** After a failure: messages are taken again. */
  readonly onTaken: () => void
}

/** One connection's messages on their way to disk. */
type Flow = {
  readonly socket: Socket
  readonly read: (bytes: Buffer) => void
  /** Ids to acknowledge in the next write. */
  acknowledge: number[]
  pending: number
  pendingBytes: number
  /** MQTT.js knows that the broker has let us in. */
  isUp: boolean
  /** Since the loop last turned. */
  cameBytes: number
  /** Not read until half of what waits is on disk. */
  isPaused: boolean
  /** MQTT.js waits with the next packet until it is called. */
  held: (() => void) | null
  failed: Error | null
  stopped: boolean
  gone: boolean
}

/**
 * Takes the devices' messages out of a broker's bytes and acknowledges them when they are on disk.
 *
 * MQTT.js, which needs some µs for each packet, gets everything else; a publish only until it knows of the
 * connection, and then it is told to go on without a PUBACK. Ours are written when `receive` says so,
 * many in one buffer. Ids are worth nothing on the next connection: its flow starts empty.
 */
export function createIntake(deps: IntakeDeps) {
  const ownerOf = createTopicOwners()
  let flow: Flow | null = null
  let whenIdle: (() => void)[] = []

  /** False: it is left to the next connection, on which the broker sends it again. */
  function take(one: Flow, topic: string, payload: Uint8Array, messageId: number | null): boolean {
    if (one.failed !== null || one.stopped || one.gone) return false
    const owner = ownerOf(topic)
    if (owner.kind !== 'device') {
      if (owner.kind === 'nobody') deps.onRefused(refusalOf(topic, owner.reason))
      if (messageId !== null) acknowledge(one, messageId)
      return true
    }
    const { organisation, device } = owner
    // All that is held of a message until it is on disk, beside itself: much of what a collection moves.
    const bytes = payload.length
    one.pending += 1
    one.pendingBytes += bytes
    deps.receive({ organisation, device, topic, payload, receivedAt: deps.now() }, (error) =>
      settle(one, messageId, bytes, error),
    )
    return true
  }

  /** What the tap leaves to MQTT.js: before it knows of the connection, and QoS 2. */
  function takePacket(one: Flow, packet: IPublishPacket, next: (error?: Error) => void): void {
    const later = packet.qos === 1 ? LATER : undefined
    const goOn = () => next(later)
    const payload =
      typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload
    if (!take(one, packet.topic, payload, packet.qos === 1 ? (packet.messageId ?? 0) : null)) return
    if (isFull(one)) one.held = goOn
    else goOn()
  }

  function settle(one: Flow, messageId: number | null, bytes: number, error?: Error): void {
    one.pending -= 1
    one.pendingBytes -= bytes
    if (error !== undefined) one.failed ??= error
    else if (messageId !== null) acknowledge(one, messageId)
    if (one.held !== null && isHalfEmpty(one)) {
      const goOn = one.held
      one.held = null
      process.nextTick(goOn)
    }
    if (one.isPaused && isHalfEmpty(one)) {
      one.isPaused = false
      one.socket.resume()
    }
    if (one.pending > 0) return
    if (one.failed !== null && !one.gone) {
      flush(one)
      deps.onFailed(one.failed)
    }
    for (const resolve of whenIdle) resolve()
    whenIdle = []
  }

  function acknowledge(one: Flow, messageId: number): void {
    one.acknowledge.push(messageId)
    // A microtask comes after all messages of a chunk, and of a commit: one write.
    if (one.acknowledge.length === 1) queueMicrotask(() => flush(one))
  }

  function flush(one: Flow): void {
    const ids = one.acknowledge
    one.acknowledge = []
    if (one.gone || ids.length === 0) return
    one.socket.write(pubacks(ids))
    deps.onTaken()
  }

  function rest(one: Flow): void {
    const isLittle = one.cameBytes < LITTLE_BYTES
    one.cameBytes = 0
    if (!isLittle || !one.isUp || one.isPaused || one.gone) return
    one.socket.pause()
    setTimeout(() => {
      if (!one.isPaused) one.socket.resume()
    }, REST_MS)
  }

  function refusalOf(topic: string, reason: string): Refusal {
    const [organisation = '', device = ''] = topic.split('/', 2)
    const who = { organisation: cut(organisation), device: cut(device) }
    const clientId = `${who.organisation}/${who.device}`
    const what = { action: 'publish', topic: cut(topic), reason } as const
    return { at: deps.now(), ...who, clientId, remoteAddress: null, ...what }
  }

  return {
    /** From here on the client's messages come here. */
    attach(client: MqttClient, socket: Socket): void {
      const read = createFrameReader({
        // While MQTT.js is held back, later ones queue up behind what it has.
        mayTake: () => one.isUp && one.held === null,
        take: (topic, payload, messageId) => take(one, topic, payload, messageId),
        pass: (bytes) => socket.push(bytes),
      })
      const one: Flow = {
        socket,
        read,
        acknowledge: [],
        pending: 0,
        pendingBytes: 0,
        isUp: false,
        cameBytes: 0,
        isPaused: false,
        held: null,
        failed: null,
        stopped: false,
        gone: false,
      }
      flow = one
      client.handleMessage = (packet, next) => takePacket(one, packet, next)
      client.once('connect', () => {
        one.isUp = true
      })
      client.once('close', () => {
        one.gone = true
        one.held = null
      })
    },

    /** The messages are taken out of the bytes before MQTT.js sees them. */
    onBytes(bytes: Buffer, socket: Socket): void {
      const one = flow
      if (one === null || one.socket !== socket) return
      one.read(bytes)
      if (isFull(one)) {
        one.isPaused = true
        socket.pause()
      }
      // TLS gives a message at a time: only when this turn of the loop is over it shows how much came.
      if (one.cameBytes === 0) setImmediate(() => rest(one))
      one.cameBytes += bytes.length
    },

    /** Takes nothing more; resolves when all that was taken is acknowledged. */
    async stop(): Promise<void> {
      const one = flow
      if (one === null) return
      one.stopped = true
      if (one.pending > 0 && !one.gone) {
        await new Promise<void>((resolve) => whenIdle.push(resolve))
      }
      await new Promise<void>((resolve) => setImmediate(resolve))
    },
  }
}

function isFull(flow: Flow): boolean {
  return flow.pending >= HIGH_WATER.messages || flow.pendingBytes >= HIGH_WATER.bytes
}

function isHalfEmpty(flow: Flow): boolean {
  return flow.pending * 2 <= HIGH_WATER.messages && flow.pendingBytes * 2 <= HIGH_WATER.bytes
}
