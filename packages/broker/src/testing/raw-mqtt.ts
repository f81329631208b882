import { connect, type Socket } from 'node:net'

/** What a CONNECT says. */
export type RawConnect = {
  readonly clientId: string
  readonly username?: string
  readonly password?: string
  readonly will?: { readonly topic: string; readonly payload: string; readonly retain?: boolean }
}
export type RawPublish = {
  readonly topic: string
  readonly payload: string | Uint8Array
  readonly qos: 0 | 1 | 2
  readonly retain?: boolean
  readonly messageId?: number
}

/** MQTT 3.1.1 packets byte by byte: a client library would refuse to send what tests must send. */
export const raw = {
  connect({ clientId, username, password, will }: RawConnect): Buffer {
    const flags =
      2 +
      (will === undefined ? 0 : 4 + 8 + (will.retain ? 32 : 0)) +
      (password === undefined ? 0 : 64) +
      (username === undefined ? 0 : 128)
    const head = Buffer.concat([text('MQTT'), Buffer.from([4, flags, 0, 60])])
    const texts = [clientId, will?.topic, will?.payload, username, password]
    return packet(0x10, head, ...texts.flatMap((one) => (one === undefined ? [] : [text(one)])))
  },

  publish({ topic, payload, qos, retain = false, messageId = 1 }: RawPublish): Buffer {
    const id = qos === 0 ? [] : [messageId >> 8, messageId & 0xff]
    const head = 0x30 | (qos << 1) | (retain ? 1 : 0)
    return packet(head, text(topic), Buffer.from(id), Buffer.from(payload))
  },

  subscribe(filter: string, qos: 0 | 1 | 2): Buffer {
    return packet(0x82, Buffer.from([0, 1]), text(filter), Buffer.from([qos]))
  },

  pubrel: (messageId: number): Buffer => Buffer.from([0x62, 2, messageId >> 8, messageId & 0xff]),
  ping: Buffer.from([0xc0, 0]),
  disconnect: Buffer.from([0xe0, 0]),
}

/** The kinds of packet a broker sends (the upper half of the first byte). */
export const KIND = { connack: 2, publish: 3, puback: 4, pubrec: 5, suback: 9, pingresp: 13 }

export type RawClient = {
  readonly socket: Socket
  /** Whole packets in the order in which they came. */
  readonly packets: readonly Buffer[]
  closed(): boolean
  send(bytes: Uint8Array): void
  /** Resolves when a packet of that kind is there, or the connection is closed. */
  until(kind: number): Promise<Buffer | null>
  end(): void
}

/** A TCP connection that takes packets apart and nothing more. */
export function openRawClient(port: number): RawClient {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  const packets: Buffer[] = []
  const waiting = new Set<() => void>()
  let closed = false
  let rest = Buffer.alloc(0)
  const wake = () => {
    for (const check of [...waiting]) check()
  }
  socket.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk])
    for (let size = sizeOf(rest); size !== null; size = sizeOf(rest)) {
      packets.push(rest.subarray(0, size))
      rest = rest.subarray(size)
    }
    wake()
  })
  socket.on('error', () => undefined)
  socket.on('close', () => {
    closed = true
    wake()
  })
  return {
    socket,
    packets,
    closed: () => closed,
    send: (bytes) => void socket.write(bytes),
    until: (kind) =>
      new Promise((resolve) => {
        const check = () => {
          const found = packets.find((one) => (one[0] ?? 0) >> 4 === kind)
          if (found === undefined && !closed) return
          waiting.delete(check)
          resolve(found ?? null)
        }
        waiting.add(check)
        check()
      }),
    end: () => socket.destroy(),
  }
}

function packet(head: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const length: number[] = []
  let left = body.length
  do {
    length.push((left & 0x7f) | (left > 0x7f ? 0x80 : 0))
    left >>= 7
  } while (left > 0)
  return Buffer.concat([Buffer.from([head, ...length]), body])
}

function text(content: string): Buffer {
  const bytes = Buffer.from(content)
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes])
}

/** The size of the first packet, when all of it is there. Brokers answer with short packets. */
function sizeOf(bytes: Buffer): number | null {
  let length = 0
  for (let at = 1; at < bytes.length && at <= 4; at += 1) {
    const byte = bytes[at] ?? 0
    length += (byte & 0x7f) * 128 ** (at - 1)
    if (byte < 0x80) return bytes.length >= at + 1 + length ? at + 1 + length : null
  }
  return null
}
