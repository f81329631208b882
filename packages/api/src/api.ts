import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createApp } from './app.js'
import type { ApiDeps, ApiParts } from './deps.js'
import { createFigures } from './figures.js'
import { openFrames } from './frames.js'
import { openLiveSockets } from './live/socket.js'
import type { Route } from './route.js'
import { routes } from './routes.js'

export type ApiOptions = ApiParts & {
  readonly host: string
  /** 0 = any free port. */
  readonly port: number
  /** Paths of PEM files; with them HTTPS is spoken, and nothing else. */
  readonly tls?: { readonly cert: string; readonly key: string }
  /** Where the built dashboard lies; without it only the API answers. */
  readonly dashboardDirectory?: string
  /** The routes below `/api/v1`: all of them, except in a test that breaks one. */
  readonly table?: readonly Route[]
}

export type Api = {
  readonly url: string
  readonly port: number
  /** Stops listening, ends streams and sockets, and resolves when all are gone. */
  close(): Promise<void>
}

/** What machines read, and the page's files: starts to listen. Rejects when the port is taken. */
export async function openApi(options: ApiOptions): Promise<Api> {
  const { host, port, tls, dashboardDirectory, table = routes, ...parts } = options
  const frames = openFrames(parts)
  const { latest } = parts.ingest
  const figures = createFigures(parts)
  const own = { latest, frames, figures }
  const deps: ApiDeps = { ...parts, ...own, liveClients: () => sockets.count() }
  const { app, authenticate } = createApp({
    deps,
    table,
    tls: tls !== undefined,
    dashboardDirectory,
  })
  const server =
    tls === undefined
      ? createServer({ maxHeaderSize: HEADER_BYTES }, app)
      : createTlsServer({ ...(await pem(tls)), maxHeaderSize: HEADER_BYTES }, app)
  server.requestTimeout = 60_000
  server.headersTimeout = 10_000
  const sockets = openLiveSockets({ server, deps, authenticate })
  await listen(server, host, port)
  const address = server.address()
  const taken = typeof address === 'object' && address !== null ? address.port : port
  const shown = host.includes(':') ? `[${host}]` : host
  return {
    url: `${tls === undefined ? 'http' : 'https'}://${shown}:${taken}`,
    port: taken,
    async close() {
      frames.close()
      // Closing the sockets closes the server under them, and waits for every answer under way.
      const closed = sockets.close()
      const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS)
      await closed
      clearTimeout(cut)
    },
  }
}

/** Answers under way get this long to end when the platform stops; streams never would. */
const GRACE_MS = 500

/** A question about a thousand points names them in its address. */
const HEADER_BYTES = 128 * 1024

async function pem(tls: { readonly cert: string; readonly key: string }) {
  return { cert: await readFile(tls.cert), key: await readFile(tls.key) }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
