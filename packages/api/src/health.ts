import { Router } from 'express'
import type { ApiDeps } from './deps.js'

/**
 * `/healthz` (the process answers) and `/readyz` (every part does; 503 names what is down). A part that
 * fails without harm to the answers is named with 200.
 */
export function healthRoutes(deps: Pick<ApiDeps, 'health'>): Router {
  return Router()
    .get('/healthz', (_req, res) => {
      res.set('Cache-Control', 'no-store').json({ status: 'alive' })
    })
    .get('/readyz', async (_req, res) => {
      const parts = await deps.health()
      const ready = parts.every((part) => part.ok || part.stillServes === true)
      res.set('Cache-Control', 'no-store').status(ready ? 200 : 503)
      res.json({ status: ready ? 'ready' : 'down', parts })
    })
}
