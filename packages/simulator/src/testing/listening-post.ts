import { createServer, type Socket } from 'node:net'

export type Heard = {
  readonly username: string
  readonly password: string
  readonly topic: string
  readonly payload: string
  readonly qos: number
}

/**
 * The least of an MQTT 3.1.1 broker (CONNECT, PUBLISH at QoS 1, PINGREQ), for tests: it acknowledges all
 * and keeps what it heard. On a free port.
 */
export async function openListeningPost(onHeard: (heard: Heard) => void) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    listen(socket, onHeard)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function listen(socket: Socket, onHeard: (heard: Heard) => void): void {
  let pending = Buffer.alloc(0)
  let who = { username: '', password: '' }
  socket.on('error', () => socket.destroy())
  socket.on('data', (data) => {
    pending = Buffer.concat([pending, data])
    for (let packet = take(pending); packet !== null; packet = take(pending)) {
      pending = pending.subarray(packet.length)
      const type = packet.head >> 4
      if (type === 1) {
        who = credentialOf(packet.body)
        socket.write(Uint8Array.of(0x20, 2, 0, 0))
      } else if (type === 3) {
        const { topic, id, payload } = publishOf(packet.body)
        onHeard({ ...who, topic, payload, qos: (packet.head >> 1) & 3 })
        socket.write(Uint8Array.of(0x40, 2, id >> 8, id & 255))
      } else if (type === 12) socket.write(Uint8Array.of(0xd0, 0))
    }
  })
}

function take(data: Buffer) {
  let length = 0
  for (let index = 1; index < data.length && index < 5; index++) {
    const byte = data.readUInt8(index)
    length += (byte & 127) * 128 ** (index - 1)
    if (byte >= 128) continue
    const end = index + 1 + length
    if (data.length < end) return null
    return { head: data.readUInt8(0), body: data.subarray(index + 1, end), length: end }
  }
  return null
}

/** CONNECT without a will: protocol name, level, flags, keep-alive, client id, user name, password. */
function credentialOf(body: Buffer) {
  const texts: string[] = []
  for (let at = 10; at < body.length; ) {
    const length = body.readUInt16BE(at)
    texts.push(body.toString('utf8', at + 2, at + 2 + length))
    at += 2 + length
  }
  const [, username = '', password = ''] = texts
  return { username, password }
}

function publishOf(body: Buffer) {
  const length = body.readUInt16BE(0)
  return {
    topic: body.toString('utf8', 2, 2 + length),
    id: body.readUInt16BE(2 + length),
    payload: body.toString('utf8', 4 + length),
  }
}
