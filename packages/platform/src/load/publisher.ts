import { connect, type Socket } from 'node:net'
import { connectPacket, publishPacket } from './packets.js'

export type PublisherOptions = {
  readonly port: number
  readonly username: string
  readonly password: string
  readonly topic: string
  /** The payload of a message, ASCII; sequence numbers run from `first`. */
  readonly payloadOf: (sequence: number) => string
  readonly first: number
  readonly count: number
  /** How many messages may be unacknowledged at once. */
  readonly window: number
  /** Called with the running number of acknowledged messages. */
  readonly onAcknowledged?: (acknowledged: number) => void
}

export type PublisherResult = {
  readonly sent: number
  readonly acknowledged: number
  /** 1 for each acknowledged message, by sequence number minus `first`. */
  readonly acknowledgedAt: Uint8Array
  /** False where the connection ended before everything was acknowledged. */
  readonly complete: boolean
}

const CHUNK = 256

/**
 * Publishes at QoS 1 as fast as the window allows, on one connection, and keeps account of every
 * acknowledgement. Resolves when all are acknowledged or the connection is gone; rejects when it never was.
 */
export function publish(options: PublisherOptions): Promise<PublisherResult> {
  const { count, window, onAcknowledged } = options
  const acknowledgedAt = new Uint8Array(count)
  // Which message a packet id stands for: ids come round, the window is far smaller than 65 535.
  const messageOf = new Int32Array(65_536).fill(-1)
  let sent = 0
  let acknowledged = 0
  let accepted = false

  return new Promise((done, failed) => {
    const socket = connect({ port: options.port, host: '127.0.0.1', noDelay: true })
    const result = () => ({ sent, acknowledged, acknowledgedAt, complete: acknowledged === count })

    const fill = () => {
      while (sent < count && sent - acknowledged < window && !socket.writableNeedDrain) {
        const until = Math.min(count, sent + CHUNK, acknowledged + window)
        const packets: Buffer[] = []
        for (; sent < until; sent++) {
          const packetId = (sent % 65_535) + 1
          messageOf[packetId] = sent
          packets.push(
            publishPacket(options.topic, options.payloadOf(options.first + sent), packetId),
          )
        }
        socket.write(Buffer.concat(packets))
      }
    }
    const take = (type: number, packetId: number) => {
      // The second of a CONNACK's two bytes is its answer (MQTT 3.1.1, section 3.2.2).
      if (type === 0x20) accepted = (packetId & 0xff) === 0
      if (type !== 0x40) return
      const message = messageOf[packetId] ?? -1
      if (message < 0 || acknowledgedAt[message] === 1) return
      acknowledgedAt[message] = 1
      acknowledged += 1
    }
    readAcknowledgements(socket, take, () => {
      onAcknowledged?.(acknowledged)
      if (acknowledged === count) socket.end()
      else if (accepted) fill()
    })
    socket.on('connect', () =>
      socket.write(
        connectPacket({ ...options, clientId: `load-${options.username}-${options.first}` }),
      ),
    )
    socket.on('drain', fill)
    socket.on('error', () => undefined)
    socket.on('close', () => {
      if (accepted) done(result())
      else
        failed(new Error(`the broker at port ${options.port} did not accept ${options.username}`))
    })
  })
}

/** CONNACK and PUBACK are four bytes each. */
function readAcknowledgements(
  socket: Socket,
  take: (type: number, packetId: number) => void,
  afterChunk: () => void,
): void {
  let rest: Buffer = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const whole = bytes.length - (bytes.length % 4)
    for (let at = 0; at < whole; at += 4) take(bytes[at] ?? 0, bytes.readUInt16BE(at + 2))
    rest = bytes.subarray(whole)
    afterChunk()
  })
}
