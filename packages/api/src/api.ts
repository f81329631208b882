import { createApp } from './app.js'
import type { InternalOptions } from './between/internal-routes.js'
import { createClientAddress } from './client-address.js'
import type { ApiDeps, ApiParts } from './deps.js'
import { createFigures } from './figures.js'
import { openFrames } from './frames.js'
import { closeSoon, createListener, type Listen, listen } from './listening.js'
import { hearBeats } from './live/beats.js'
import { openLiveSockets } from './live/socket.js'
import type { Route } from './route.js'
import { routes } from './routes.js'

export type ApiOptions = ApiParts &
  Listen & {
    /** Where the built dashboard lies; without it only the API answers. */
    readonly dashboardDirectory?: string
    /** The routes below `/api/v1`: all of them, except in a test that breaks one. */
    readonly table?: readonly Route[]
    /** Where this process has an ingest and others may ask it: `/internal` beside the API. */
    readonly internal?: InternalOptions
  }

export type Api = {
  readonly url: string
  readonly port: number
  /** Stops listening, ends streams and sockets, and resolves when all are gone. */
  close(): Promise<void>
}

/** What machines read, and the page's files: starts to listen. Rejects when the port is taken. */
export async function openApi(options: ApiOptions): Promise<Api> {
  const { host, port, tls, dashboardDirectory, internal, table = routes, ...parts } = options
  const frames = openFrames(parts)
  const { latest } = parts.ingest
  const figures = createFigures(parts)
  const clientAddress = createClientAddress(parts.trustedProxies ?? [])
  const own = { latest, frames, figures, clientAddress }
  const beats = hearBeats(parts)
  const health = async () => {
    const [all, live] = [await parts.health(), beats.health()]
    return live === null ? all : [...all, live]
  }
  const deps: ApiDeps = { ...parts, ...own, health, liveClients: () => sockets.count() }
  const { app, authenticate } = createApp({
    deps,
    table,
    tls: tls !== undefined,
    dashboardDirectory,
    internal,
  })
  const at = { host, port, ...(tls === undefined ? {} : { tls }) }
  const server = await createListener(app, at)
  const sockets = openLiveSockets({ server, deps, authenticate, beats })
  const address = await listen(server, at)
  return {
    ...address,
    async close() {
      frames.close()
      beats.close()
      // Closing the sockets closes the server under them, and waits for every answer under way.
      await closeSoon(server, () => sockets.close())
    },
  }
}
