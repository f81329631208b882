import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { createServer as createTlsServer } from 'node:tls'

/** PEM texts, and the port beside the plain one. */
export type TlsOptions = { readonly cert: string; readonly key: string; readonly port: number }
export type ListenOptions = {
  readonly host: string
  readonly port: number
  readonly tls?: TlsOptions
  readonly connectTimeoutMs: number
  /** Out of descriptors, for instance: the listener goes on. */
  readonly onAcceptError: (error: Error) => void
  readonly onConnection: (socket: Socket) => void
}

/** What a socket reads ahead while its messages go to disk: some thousand messages. */
const READ_AHEAD_BYTES = 256 * 1024
/** Connections that wait to be taken; a city's devices come back all at once after a restart. */
const BACKLOG = 4_096
/** Finds peers that vanished without a word. */
const PROBE_AFTER_MS = 60_000

/** The plain listener and, where a certificate is given, the TLS one. Port 0 is any free port. */
export async function openListeners(options: ListenOptions) {
  const { host, port, tls, connectTimeoutMs, onConnection, onAcceptError } = options
  const socketOptions = {
    highWaterMark: READ_AHEAD_BYTES,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: PROBE_AFTER_MS,
  }
  const servers: Server[] = []
  const sockets = new Set<Socket>()
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    onConnection(socket)
  }
  try {
    const plain = createServer(socketOptions, keep)
    servers.push(plain)
    await listen(plain, host, port)
    if (tls !== undefined) {
      const { cert, key } = tls
      const secure = createTlsServer(
        { ...socketOptions, cert, key, minVersion: 'TLSv1.2', handshakeTimeout: connectTimeoutMs },
        keep,
      )
      // A handshake that fails says nothing about a device.
      secure.on('tlsClientError', () => undefined)
      servers.push(secure)
      await listen(secure, host, tls.port)
    }
  } catch (error) {
    for (const server of servers) server.close()
    throw error
  }
  for (const server of servers) server.on('error', onAcceptError)
  const [plainPort = port, tlsPort = null] = servers.map(portOf)
  return {
    address: { host, port: plainPort, tlsPort },
    /** Takes no more connections; those there are go on. */
    stop(): void {
      for (const server of servers) server.close()
    },
    /** Sends what is written, says goodbye, and ends what does not answer in time. */
    async end(graceMs: number): Promise<void> {
      const gone = [...sockets].map((socket) => once(socket, 'close'))
      for (const socket of sockets) socket.end()
      await Promise.race([Promise.all(gone), setTimeout(graceMs)])
      for (const socket of sockets) socket.destroy()
    },
  }
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  server.listen({ host, port, backlog: BACKLOG })
  await once(server, 'listening')
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
