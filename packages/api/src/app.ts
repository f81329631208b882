import { randomUUID } from 'node:crypto'
import express, { type Express, Router } from 'express'
import { type Authenticate, createAuthenticator } from './auth.js'
import { type InternalOptions, internalRoutes } from './between/internal-routes.js'
import { compress } from './compress.js'
import { dashboardFiles } from './dashboard-files.js'
import type { ApiDeps } from './deps.js'
import { docsPage } from './docs-page.js'
import { healthRoutes } from './health.js'
import { platformMetrics } from './platform-metrics.js'
import { notFound, problemHandler } from './problem.js'
import { requestLog } from './request-log.js'
import type { Route } from './route.js'
import { publicReads, refuseCrossSite, securityHeaders } from './security.js'
import { serve } from './serve.js'

export type AppOptions = {
  readonly deps: ApiDeps
  readonly table: readonly Route[]
  readonly tls: boolean
  readonly dashboardDirectory: string | undefined
  readonly internal: InternalOptions | undefined
}

/** The chain that every request passes, in order. */
export function createApp(options: AppOptions): { app: Express; authenticate: Authenticate } {
  const { deps, table } = options
  const authenticate = createAuthenticator(deps)
  const metrics = platformMetrics(deps)
  const app = express()
  app.disable('x-powered-by')
  app.use((req, res, next) => {
    req.id = randomUUID()
    res.set('X-Request-Id', req.id)
    next()
  })
  app.use(requestLog(deps.logger, deps.clientAddress))
  app.use(metrics.count)
  app.use(securityHeaders(options.tls))
  app.use(compress())
  app.use(refuseCrossSite(deps.publicUrl))
  app.use(healthRoutes(deps))
  app.use(metrics.router)
  if (options.internal !== undefined) app.use('/internal', internalRoutes(options.internal))
  app.use('/api', publicReads)
  app.use('/api/v1', docsPage(table))
  app.use('/api/v1', apiRoutes(table, deps, authenticate))
  app.use('/api', () => {
    throw notFound()
  })
  if (options.dashboardDirectory !== undefined) app.use(dashboardFiles(options.dashboardDirectory))
  app.use(() => {
    throw notFound()
  })
  app.use(problemHandler(deps.logger))
  return { app, authenticate }
}

/** The largest message of a device, as on the broker. */
const BODY_LIMIT = '256kb'
const BULK_LIMIT = '32mb'

function apiRoutes(table: readonly Route[], deps: ApiDeps, authenticate: Authenticate): Router {
  const router = Router({ caseSensitive: true })
  const readers = {
    json: express.json({ limit: BODY_LIMIT }),
    bytes: express.raw({ limit: BODY_LIMIT, type: () => true }),
    bulk: express.json({ limit: BULK_LIMIT }),
  }
  for (const route of table) {
    const { admit, respond } = serve(route, deps, authenticate)
    const reader = route.body === undefined ? [] : [readers[route.bodyKind ?? 'json']]
    router[route.method](route.path, admit, ...reader, respond)
  }
  return router
}
