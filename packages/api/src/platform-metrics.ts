import { type RequestHandler, Router } from 'express'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { ApiDeps } from './deps.js'
import { ingestMetrics } from './ingest-metrics.js'

export type MetricsDeps = Pick<ApiDeps, 'connections'> & {
  /** Null where the process has none. */
  readonly ingest: Pick<ApiDeps['ingest'], 'metrics'> | null
  /** Absent where the process has no live sockets. */
  readonly liveClients?: ApiDeps['liveClients']
}

/**
 * `/metrics` for Prometheus, and what counts the requests. Tells no name but
 * those of processes, so anyone may read it.
 */
export function platformMetrics(deps: MetricsDeps): {
  readonly router: Router
  readonly count: RequestHandler
} {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const { ingest, liveClients } = deps
  const ofIngest = ingest === null ? null : ingestMetrics(register)
  new Gauge({
    name: 'bypuls_broker_connections',
    help: 'Clients that are connected to the broker',
    registers: [register],
    collect() {
      this.set(deps.connections())
    },
  })
  if (liveClients !== undefined) {
    new Gauge({
      name: 'bypuls_live_sockets',
      help: 'Pages and programs that follow live values',
      registers: [register],
      collect() {
        this.set(liveClients())
      },
    })
  }
  const seconds = new Histogram({
    name: 'bypuls_http_request_seconds',
    help: 'How long requests took',
    labelNames: ['method', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [register],
  })
  const router = Router().get('/metrics', async (_req, res) => {
    const figures = (await ingest?.metrics()) ?? []
    ofIngest?.show('messages' in figures ? [figures] : figures)
    res
      .set('Cache-Control', 'no-store')
      .type(register.contentType)
      .send(await register.metrics())
  })
  return {
    router,
    count(req, res, next) {
      const stop = seconds.startTimer({ method: req.method })
      res.on('close', () => stop({ status: `${Math.floor(res.statusCode / 100)}xx` }))
      next()
    },
  }
}
