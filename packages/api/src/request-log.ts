import type { RequestHandler } from 'express'
import type { Logger } from 'pino'
import { pinoHttp } from 'pino-http'
import type { ClientAddress } from './client-address.js'

/** One line per request: who, what, how long; never a header, a query's value or a body. */
export function requestLog(logger: Logger, clientAddress: ClientAddress): RequestHandler {
  return pinoHttp({
    logger,
    genReqId: (req) => req.id,
    customLogLevel: (_req, res, error) => (error || res.statusCode >= 500 ? 'error' : 'debug'),
    serializers: {
      req: (req) => ({
        id: req.id,
        method: req.method,
        path: String(req.url).split('?', 1)[0],
        address: clientAddress(req.remoteAddress, req.raw.headers['x-forwarded-for']),
      }),
      res: (res) => ({ status: res.statusCode }),
    },
  })
}
