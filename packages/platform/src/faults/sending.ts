import { connect, type Socket } from 'node:net'
import { connectPacket, publishPacket } from '../load/packets.js'
import { type LoadDevice, payloadOf } from './load-site.js'
import type { Sent } from './oracle.js'

export type SendingOptions = {
  readonly device: LoadDevice
  readonly port: number
  readonly baseMs: number
  /** Open loop; absent: as fast as the acknowledgements come. */
  readonly perSecond?: number
  /** Messages without an acknowledgement at once, at most (1 000). */
  readonly window?: number
  /** Sends each message twice. */
  readonly twice?: boolean
  /** How many, at most. */
  readonly most?: number
  /** Another payload than one CO2 reading, for some messages. */
  readonly payloadOf?: (sequence: number) => string
}

/** A device that goes on sending: after a lost connection it sends again what nobody acknowledged. */
export type Sending = {
  acknowledged(): number
  sent(): number
  /** Sends nothing new; resolves with the account when everything sent is acknowledged, or after the time. */
  stop(withinMs?: number): Promise<Sent>
}

const TICK_MS = 10
const AGAIN_MS = 200

export function startSending(options: SendingOptions): Sending {
  const { device, baseMs, perSecond, window = 1_000, twice = false, most = Infinity } = options
  const payload = options.payloadOf ?? ((sequence: number) => payloadOf(baseMs, sequence))
  const startedAt = performance.now()
  const waiting = new Set<number>()
  const messageOf = new Int32Array(65_536).fill(-1)
  let flags = new Uint8Array(65_536)
  let acknowledged = 0
  let next = 0
  let packets = 0
  let stopping = false
  let ended: (() => void) | undefined
  let socket: Socket | undefined
  let accepted = false

  function packetOf(sequence: number): Buffer {
    const id = (packets++ % 65_535) + 1
    messageOf[id] = sequence
    return publishPacket(device.topic, payload(sequence), id)
  }

  function fill(): void {
    if (!accepted || socket === undefined || socket.writableNeedDrain) return
    const due = perSecond === undefined ? most : Math.min(most, dueBy(perSecond))
    const out: Buffer[] = []
    while (!stopping && next < due && waiting.size < window && out.length < 512) {
      waiting.add(next)
      out.push(packetOf(next))
      if (twice) out.push(packetOf(next))
      next += 1
    }
    if (out.length > 0) socket.write(Buffer.concat(out))
  }

  function dueBy(rate: number): number {
    return ((performance.now() - startedAt) * rate) / 1_000
  }

  function take(type: number, packetId: number): void {
    // The second of a CONNACK's two bytes is its answer: a device just added is not let in at once.
    if (type === 0x20 && (packetId & 0xff) === 0) {
      accepted = true
      messageOf.fill(-1)
      const again = [...waiting].map(packetOf)
      if (again.length > 0) socket?.write(Buffer.concat(again))
    }
    const sequence = messageOf[packetId] ?? -1
    if (type !== 0x40 || sequence < 0 || !waiting.delete(sequence)) return
    if (sequence >= flags.length) {
      const larger = new Uint8Array(flags.length * 2)
      larger.set(flags)
      flags = larger
    }
    flags[sequence] = 1
    acknowledged += 1
  }

  function open(): void {
    accepted = false
    const opened = connect({ port: options.port, host: '127.0.0.1', noDelay: true })
    socket = opened
    opened.on('connect', () =>
      opened.write(connectPacket({ ...device, clientId: `load-${device.username}` })),
    )
    let rest: Buffer = Buffer.alloc(0)
    opened.on('data', (chunk: Buffer) => {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      const whole = bytes.length - (bytes.length % 4)
      for (let at = 0; at < whole; at += 4) take(bytes[at] ?? 0, bytes.readUInt16BE(at + 2))
      rest = bytes.subarray(whole)
      if ((stopping || next >= most) && waiting.size === 0) ended?.()
      else fill()
    })
    opened.on('drain', fill)
    opened.on('error', () => undefined)
    opened.on('close', () => {
      accepted = false
      if (socket === opened) again = setTimeout(open, AGAIN_MS)
    })
  }

  let again: NodeJS.Timeout | undefined
  const ticking = setInterval(fill, TICK_MS)
  open()

  return {
    acknowledged: () => acknowledged,
    sent: () => next,
    async stop(withinMs = 30_000) {
      stopping = next >= most || most === Infinity
      if (waiting.size > 0 || !stopping) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, withinMs)
          ended = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      clearInterval(ticking)
      clearTimeout(again)
      const last = socket
      socket = undefined
      last?.destroy()
      return { device, baseMs, count: next, acknowledged: flags.slice(0, next) }
    },
  }
}
