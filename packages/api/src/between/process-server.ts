import { randomUUID } from 'node:crypto'
import express from 'express'
import type { Logger } from 'pino'
import { createClientAddress } from '../client-address.js'
import type { OwnIngest, PartHealth } from '../deps.js'
import { healthRoutes } from '../health.js'
import { closeSoon, createListener, type Listen, listen } from '../listening.js'
import { platformMetrics } from '../platform-metrics.js'
import { notFound, problemHandler } from '../problem.js'
import { requestLog } from '../request-log.js'
import { securityHeaders } from '../security.js'
import { internalRoutes } from './internal-routes.js'

export type ProcessServerOptions = Listen & {
  /** What all processes of the platform share. */
  readonly secret: string
  /** The ingest of this process, which the others may ask; null where it has none. */
  readonly ingest: OwnIngest | null
  /** How many devices are connected to the broker, as far as this process can tell. */
  readonly connections: () => number
  readonly health: () => Promise<readonly PartHealth[]>
  readonly logger: Logger
  readonly now: () => number
}

/** The HTTP of a process without the API. */
export type ProcessServer = {
  readonly url: string
  readonly port: number
  close(): Promise<void>
}

/**
 * What every process tells: `/healthz`, `/readyz` and `/metrics` as the API's, and `/internal` to the
 * platform's other processes where it has an ingest. Rejects when the port is taken.
 */
export async function openProcessServer(options: ProcessServerOptions): Promise<ProcessServer> {
  const { ingest, secret, connections, logger } = options
  const metrics = platformMetrics({ ingest, connections })
  const app = express()
  app.disable('x-powered-by')
  app.use((req, res, next) => {
    req.id = randomUUID()
    res.set('X-Request-Id', req.id)
    next()
  })
  app.use(requestLog(logger, createClientAddress([])))
  app.use(metrics.count)
  app.use(securityHeaders(options.tls !== undefined))
  app.use(healthRoutes(options))
  app.use(metrics.router)
  if (ingest !== null) app.use('/internal', internalRoutes({ ingest, secret }))
  app.use(() => {
    throw notFound()
  })
  app.use(problemHandler(logger))
  const server = await createListener(app, options)
  const address = await listen(server, options)
  return {
    ...address,
    close: () =>
      closeSoon(server, () => new Promise((resolve) => void server.close(() => resolve()))),
  }
}
