import { connect, type Socket } from 'node:net'
import { connectPacket, publishPacket } from './packets.js'

/** One connection's messages as bytes that are ready for the wire, so that sending costs next to nothing. */
export type Prebuilt = {
  readonly clientId: string
  readonly username: string
  readonly password: string
  readonly bytes: Buffer
  /** Where each message ends. */
  readonly ends: Uint32Array
}

export type FloodOptions = {
  readonly port: number
  /** How many messages each connection may have unacknowledged at once; below 65 535. */
  readonly window: number
  /** Messages per second, all connections together; absent: as fast as it goes. */
  readonly perS?: number
  /** Stops sending early when it says so. */
  readonly until?: () => boolean
}

export type Flooded = {
  readonly sent: number
  readonly acknowledged: number
  readonly seconds: number
}

const MOST_PER_WRITE = 512
const PACE_MS = 5

/** Makes the packets of one connection: `messageOf` gives each message's topic and ASCII payload. */
export function prebuild(
  client: Pick<Prebuilt, 'clientId' | 'username' | 'password'>,
  count: number,
  messageOf: (index: number) => { readonly topic: string; readonly payload: string },
): Prebuilt {
  const ends = new Uint32Array(count)
  let at = 0
  const packets = Array.from({ length: count }, (_, index) => {
    const { topic, payload } = messageOf(index)
    const packet = publishPacket(topic, payload, (index % 65_535) + 1)
    at += packet.length
    ends[index] = at
    return packet
  })
  return { ...client, bytes: Buffer.concat(packets), ends }
}

/** Publishes everything at QoS 1; resolves when all is acknowledged. Rejects when a connection breaks. */
export async function flood(all: readonly Prebuilt[], options: FloodOptions): Promise<Flooded> {
  const startedAt = performance.now()
  const paced = { ...options, perS: (options.perS ?? Number.POSITIVE_INFINITY) / all.length }
  const done = await Promise.all(all.map((one) => floodOne(one, paced)))
  return {
    sent: done.reduce((sum, { sent }) => sum + sent, 0),
    acknowledged: done.reduce((sum, { acknowledged }) => sum + acknowledged, 0),
    seconds: (performance.now() - startedAt) / 1_000,
  }
}

function floodOne(
  one: Prebuilt,
  options: FloodOptions & { readonly perS: number },
): Promise<{ sent: number; acknowledged: number }> {
  const { window, perS, until } = options
  return new Promise((done, failed) => {
    const socket = connect({ port: options.port, host: '127.0.0.1', noDelay: true })
    const count = one.ends.length
    let sent = 0
    let acknowledged = 0
    let startedAt = Number.POSITIVE_INFINITY
    let timer: NodeJS.Timeout | undefined

    const due = () => Math.min(count, ((performance.now() - startedAt) / 1_000) * perS)
    const fill = () => {
      const most = Math.min(Number.isFinite(perS) ? due() : count, acknowledged + window)
      while (sent + 1 <= most && !socket.writableNeedDrain && until?.() !== true) {
        const next = Math.min(Math.floor(most), sent + MOST_PER_WRITE)
        socket.write(one.bytes.subarray(one.ends[sent - 1] ?? 0, one.ends[next - 1]))
        sent = next
      }
      if (acknowledged === sent && (sent === count || until?.() === true)) socket.end()
    }
    onPackets(socket, (type, count) => {
      if (type === 'accepted') {
        startedAt = performance.now()
        if (Number.isFinite(perS)) timer = setInterval(fill, PACE_MS)
      }
      acknowledged += count
      fill()
    })
    socket.on('connect', () => socket.write(connectPacket(one)))
    socket.on('drain', fill)
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearInterval(timer)
      if (acknowledged === sent && sent > 0) done({ sent, acknowledged })
      else failed(new Error(`${one.clientId}: ${acknowledged} of ${sent} were acknowledged`))
    })
  })
}

/** CONNACK (which must be 0: accepted) and PUBACK are four bytes each; tells how many came. */
function onPackets(
  socket: Socket,
  take: (type: 'accepted' | 'acknowledged', count: number) => void,
): void {
  let bytes = 0
  let isAccepted = false
  socket.on('data', (chunk: Buffer) => {
    const before = Math.floor(bytes / 4)
    bytes += chunk.length
    const count = Math.floor(bytes / 4) - before
    if (isAccepted) return take('acknowledged', count)
    if (chunk[0] !== 0x20 || chunk[3] !== 0) return socket.destroy()
    isAccepted = true
    take('accepted', count - 1)
  })
}
