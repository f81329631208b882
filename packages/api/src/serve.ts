import { once } from 'node:events'
import type { Caller } from '@bypuls/registry'
import type { NextFunction, Request, Response } from 'express'
import { z } from 'zod'
import type { Answer } from './answer.js'
import type { Authenticate } from './auth.js'
import type { ApiDeps } from './deps.js'
import type { Route } from './route.js'
import { enforce, type Named } from './rule.js'

const NamedIn = z.object({
  site: z.string().optional().catch(undefined),
  point: z.string().optional().catch(undefined),
  organisation: z.string().optional().catch(undefined),
  device: z.string().optional().catch(undefined),
})

/**
 * A request's way in two steps, so that nobody's body is read before it is known who sends it:
 * `admit` asks who it is and whether they may, `respond` what they ask and sends the answer.
 */
export function serve(route: Route, deps: ApiDeps, authenticate: Authenticate) {
  const callers = new WeakMap<Request, Caller>()

  async function admit(req: Request, res: Response, next: NextFunction): Promise<void> {
    const { organisation, device } = NamedIn.parse(req.params)
    const caller = await authenticate({
      authorization: req.headers.authorization,
      address: deps.clientAddress(req.socket.remoteAddress, req.headers['x-forwarded-for']),
      ...(organisation === undefined || device === undefined
        ? {}
        : { device: { organisation, device } }),
    })
    enforce(route.rule, caller, namedBy(req), deps.registry)
    callers.set(req, caller)
    // Always asked again (most answers change by the second), but a body that is the same is not sent.
    res.set('Cache-Control', caller.kind === 'anyone' ? 'no-cache' : 'private, no-cache')
    res.vary('Authorization')
    next()
  }

  async function respond(req: Request, res: Response): Promise<void> {
    const away = new AbortController()
    res.on('close', () => away.abort())
    const { params, query, body } = req
    const answer = await route.respond(
      {
        caller: callers.get(req) ?? { kind: 'anyone' },
        params,
        query,
        body,
        accepts: (types) => req.accepts(types),
        signal: away.signal,
      },
      deps,
    )
    await send(answer, res, away.signal)
  }

  return { admit, respond }
}

/** The names that the rule judges: the path's, and the query's where the path has none. */
function namedBy(req: Request): Named {
  const defined = (names: z.output<typeof NamedIn>) =>
    Object.fromEntries(Object.entries(names).filter(([, value]) => value !== undefined))
  return { ...defined(NamedIn.parse(req.query)), ...defined(NamedIn.parse(req.params)) }
}

async function send(answer: Answer, res: Response, gone: AbortSignal): Promise<void> {
  switch (answer.kind) {
    case 'json':
      res.status(answer.status)
      if (answer.status === 204) res.end()
      else res.json(answer.body)
      return
    case 'json-bytes':
      res.type('json').send(answer.bytes)
      return
    case 'stream':
      return sendStream(answer, res, gone)
    case 'file':
      return sendFile(answer, res)
    case 'events':
      return sendEvents(answer, res, gone)
  }
}

async function sendStream(
  answer: Extract<Answer, { kind: 'stream' }>,
  res: Response,
  gone: AbortSignal,
): Promise<void> {
  const chunks = answer.chunks[Symbol.asyncIterator]()
  // The first two pieces (the first is often a heading) are asked for before the answer begins: what
  // fails at once is still a problem.
  const begin = [await chunks.next()]
  if (!begin[0]?.done) begin.push(await chunks.next())
  const more = async () => begin.shift() ?? chunks.next()
  let next = await more()
  res.type(answer.type)
  if (answer.filename !== undefined) res.attachment(answer.filename).type(answer.type)
  while (!next.done && !gone.aborted && res.req.method !== 'HEAD') {
    if (!res.write(next.value)) await drained(res, gone)
    if (!gone.aborted) next = await more()
  }
  await chunks.return?.()
  res.end()
}

/** Waits until the client has taken what was written, or has gone. */
function drained(res: Response, gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      res.off('drain', done)
      gone.removeEventListener('abort', done)
      resolve()
    }
    res.on('drain', done)
    gone.addEventListener('abort', done)
    if (gone.aborted) done()
  })
}

async function sendFile(answer: Extract<Answer, { kind: 'file' }>, res: Response): Promise<void> {
  res.type(answer.type)
  res.set('Content-Disposition', `attachment; filename="${answer.filename}"`)
  await new Promise<void>((resolve) => {
    res.on('close', resolve)
    res.sendFile(answer.path, { etag: false, lastModified: false, cacheControl: false }, () =>
      resolve(),
    )
  })
  await answer.dispose()
}

async function sendEvents(
  answer: Extract<Answer, { kind: 'events' }>,
  res: Response,
  gone: AbortSignal,
): Promise<void> {
  res.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store, no-transform' })
  res.flushHeaders()
  const stop = answer.start((event, data) => {
    if (res.writableLength < EVENTS_BUFFER) res.write(`event: ${event}\ndata: ${data}\n\n`)
  })
  const alive = setInterval(() => res.write(': alive\n\n'), ALIVE_MS)
  if (!gone.aborted) await once(gone, 'abort')
  clearInterval(alive)
  stop()
}

/** A reader that is slower than this many waiting bytes misses frames instead of filling memory. */
const EVENTS_BUFFER = 256 * 1024
const ALIVE_MS = 15_000
