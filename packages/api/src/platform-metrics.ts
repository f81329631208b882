import { type RequestHandler, Router } from 'express'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { ApiDeps } from './deps.js'

/** `/metrics` for Prometheus, and what counts the requests. Tells no names, so anyone may read it. */
export function platformMetrics(deps: Pick<ApiDeps, 'ingest' | 'connections' | 'liveClients'>): {
  readonly router: Router
  readonly count: RequestHandler
} {
  const register = new Registry()
  collectDefaultMetrics({ register })
  gaugesOfIngest(register, deps.ingest)
  new Gauge({
    name: 'bypuls_broker_connections',
    help: 'Clients that are connected to the broker',
    registers: [register],
    collect() {
      this.set(deps.connections())
    },
  })
  new Gauge({
    name: 'bypuls_live_sockets',
    help: 'Pages and programs that follow live values',
    registers: [register],
    collect() {
      this.set(deps.liveClients())
    },
  })
  const seconds = new Histogram({
    name: 'bypuls_http_request_seconds',
    help: 'How long requests took',
    labelNames: ['method', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [register],
  })
  const router = Router().get('/metrics', async (_req, res) => {
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

/** The ingest counts itself; its counters are copied whenever somebody asks. */
function gaugesOfIngest(register: Registry, ingest: ApiDeps['ingest']): void {
  const registers = [register]
  new Counter({
    name: 'bypuls_messages_total',
    help: 'Messages by what became of them',
    labelNames: ['result'],
    registers,
    collect() {
      this.reset()
      for (const [result, count] of Object.entries(ingest.metrics().messages)) {
        this.inc({ result }, count)
      }
    },
  })
  new Counter({
    name: 'bypuls_readings_stored_total',
    help: 'Readings that the store has taken',
    registers,
    collect() {
      this.reset()
      this.inc(ingest.metrics().readingsStored)
    },
  })
  new Counter({
    name: 'bypuls_rejected_total',
    help: 'Parts of messages that could not be read, by reason',
    labelNames: ['reason'],
    registers,
    collect() {
      this.reset()
      for (const [reason, count] of ingest.metrics().rejected) this.inc({ reason }, count)
    },
  })
  new Gauge({
    name: 'bypuls_spool_oldest_seconds',
    help: 'Age of the oldest message that the store does not have',
    registers,
    collect() {
      this.set(ingest.metrics().spoolOldestSeconds)
    },
  })
  new Gauge({
    name: 'bypuls_spool_bytes',
    help: 'What the spool takes on disk',
    registers,
    collect() {
      this.set(ingest.metrics().spoolBytes)
    },
  })
}
