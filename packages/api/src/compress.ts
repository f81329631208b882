import compression from 'compression'
import type { Request, RequestHandler, Response } from 'express'

/** Files of many megabytes: packing them well would take longer than sending them. */
const EXPORTS = /^(text\/csv|application\/x-ndjson)/

/**
 * Packs answers for those who take them packed: exports quickly, for the machine itself not at all (a
 * proxy there packs for its own clients); streams of events never, they would wait in the packer.
 */
export function compress(): RequestHandler[] {
  const typeOf = (res: Response) => String(res.getHeader('Content-Type'))
  const isExport = (res: Response) => EXPORTS.test(typeOf(res))
  return [
    compression({
      level: 1,
      filter: (req, res) => isExport(res) && !isOwnMachine(req),
    }),
    compression({
      filter: (req, res) =>
        !isExport(res) &&
        !isOwnMachine(req) &&
        !typeOf(res).startsWith('text/event-stream') &&
        compression.filter(req, res),
    }),
  ]
}

function isOwnMachine(req: Request): boolean {
  return /^(127\.|::1$|::ffff:127\.)/.test(req.socket.remoteAddress ?? '')
}
