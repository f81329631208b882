import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Express } from 'express'

export type Listen = {
  readonly host: string
  /** 0 = any free port. */
  readonly port: number
  /** Paths of PEM files; with them HTTPS is spoken, and nothing else. */
  readonly tls?: { readonly cert: string; readonly key: string }
}

/** A question about a thousand points names them in its address. */
const HEADER_BYTES = 128 * 1024

/** A server that does not listen yet, with the limits that keep slow clients from holding it. */
export async function createListener(app: Express, { tls }: Pick<Listen, 'tls'>): Promise<Server> {
  const server =
    tls === undefined
      ? createServer({ maxHeaderSize: HEADER_BYTES }, app)
      : createTlsServer({ ...(await pem(tls)), maxHeaderSize: HEADER_BYTES }, app)
  server.requestTimeout = 60_000
  server.headersTimeout = 10_000
  return server
}

/** Starts to listen; rejects when the port is taken. */
export async function listen(
  server: Server,
  { host, port, tls }: Listen,
): Promise<{ readonly url: string; readonly port: number }> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  const address = server.address()
  const taken = typeof address === 'object' && address !== null ? address.port : port
  const shown = host.includes(':') ? `[${host}]` : host
  return { url: `${tls === undefined ? 'http' : 'https'}://${shown}:${taken}`, port: taken }
}

/** Answers under way get this long to end when the platform stops; streams never would. */
const GRACE_MS = 500

/** Runs what closes a server, and cuts what has not ended soon. */
export async function closeSoon(server: Server, close: () => Promise<void>): Promise<void> {
  const closed = close()
  const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS)
  await closed
  clearTimeout(cut)
}

async function pem(tls: { readonly cert: string; readonly key: string }) {
  return { cert: await readFile(tls.cert), key: await readFile(tls.key) }
}
