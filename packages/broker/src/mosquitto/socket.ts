import { connect, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { BrokerPlace } from './broker-url.js'

/** As much as one read takes out of the system's buffer. */
const READ_BYTES = 64 * 1024

export type SocketOptions = {
  readonly place: BrokerPlace
  /** PEM of who signed the broker's certificate, where that is nobody known. */
  readonly ca?: string | undefined
  /** Sees the bytes first; who reads the socket as a stream gets what this gives to `socket.push`. */
  readonly onBytes?: ((bytes: Buffer, socket: Socket) => void) | undefined
}

/**
 * A connection to the broker; a certificate that is not trusted ends it with an error that has a code.
 *
 * With `onBytes`, `pause()` stops reading at once: nothing wakes the process up until `resume()`. (As a plain
 * stream it would go on reading, message by message, until its own buffer is full.)
 */
export function openSocket({ place, ca, onBytes }: SocketOptions): Socket {
  const { host, port } = place
  const to = { host, port, ...(onBytes === undefined ? {} : { onread: reading(onBytes) }) }
  const name = isIP(host) === 0 ? { servername: host } : {}
  const socket: Socket = place.isTls
    ? connectTls({ ...to, ...name, ...(ca === undefined ? {} : { ca }) })
    : connect(to)
  return socket

  function reading(take: NonNullable<SocketOptions['onBytes']>) {
    return {
      buffer: Buffer.allocUnsafeSlow(READ_BYTES),
      // The buffer is used again for the next read: a copy as long as what came costs less than a new one.
      callback(length: number, buffer: Uint8Array) {
        take(Buffer.from(buffer.subarray(0, length)), socket)
        return true
      },
    }
  }
}
