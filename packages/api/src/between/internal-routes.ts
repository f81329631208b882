import { createHash, timingSafeEqual } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { LoggedMessage } from '@bypuls/ingest'
import express, { type RequestHandler, Router } from 'express'
import type { OwnIngest } from '../deps.js'
import { HttpProblem, notFound, parseOr400 } from '../problem.js'
import {
  AcceptQuery,
  FiguresShape,
  LetterPageShape,
  LettersQuery,
  LoggedShape,
  LogQuery,
  LogShape,
  OutcomeShape,
} from './shapes.js'

export type InternalOptions = {
  readonly ingest: OwnIngest
  /** What all processes of the platform share. */
  readonly secret: string
}

/** The largest message of a device, as on the broker. */
const BODY_LIMIT = '256kb'
/** A verdict that is not there by then is asked for again. */
const VERDICT_MS = 15_000
/** A line now and then tells the other process that nothing is missing. */
const ALIVE_MS = 5_000
/** Beyond this the other process does not keep up, and asks again. */
const MOST_WAITING_BYTES = 1024 * 1024

/** `/internal`: what this process's ingest answers to the platform's other processes, and to nobody else. */
export function internalRoutes({ ingest, secret }: InternalOptions): Router {
  return Router()
    .use(onlyWith(secret))
    .post('/messages', express.raw({ limit: BODY_LIMIT, type: () => true }), async (req, res) => {
      const message = parseOr400(AcceptQuery, req.query)
      const payload = req.body instanceof Uint8Array ? req.body : new Uint8Array()
      res.status(202).json(await ingest.accept({ ...message, payload }))
    })
    .get('/verdicts/:id', async (req, res) => {
      const outcome = await Promise.race([
        ingest.verdict(req.params.id).catch(() => {
          throw notFound()
        }),
        sleep(VERDICT_MS, null, { ref: false }),
      ])
      if (outcome === null) res.status(204).end()
      else res.json(OutcomeShape.encode(outcome))
    })
    .get('/messages', (req, res) => {
      const { organisation, device } = parseOr400(LogQuery, req.query)
      res.json(LogShape.encode({ items: ingest.messages.list(organisation, device) }))
    })
    .get('/messages/follow', (req, res) => {
      const { organisation, device } = parseOr400(LogQuery, req.query)
      res.type('application/x-ndjson').set('Cache-Control', 'no-store')
      const known = ingest.messages.list(organisation, device)
      res.write(`${JSON.stringify(LogShape.encode({ items: known }))}\n`)
      const stop = ingest.messages.follow((logged) => {
        if (!isOf(logged, organisation, device)) return
        if (res.writableLength > MOST_WAITING_BYTES) res.destroy()
        else res.write(`${JSON.stringify(LoggedShape.encode(logged))}\n`)
      })
      const alive = setInterval(() => res.write('\n'), ALIVE_MS)
      res.on('close', () => {
        clearInterval(alive)
        stop()
      })
    })
    .get('/dead-letters', (req, res) => {
      const query = parseOr400(LettersQuery, req.query)
      res.json(LetterPageShape.encode(ingest.deadLetters.list(query)))
    })
    .get('/figures', (_req, res) => {
      res.json(FiguresShape.encode(ingest.metrics()))
    })
}

/** Compares digests, so that neither content nor length shows in the time it takes. */
function onlyWith(secret: string): RequestHandler {
  const expected = digest(`Bearer ${secret}`)
  return (req, _res, next) => {
    const isRight = timingSafeEqual(digest(req.headers.authorization ?? ''), expected)
    if (secret !== '' && isRight) return next()
    throw new HttpProblem({
      status: 401,
      title: 'This is between the processes of the platform',
      detail:
        'The secret is not the one of this process: give every process the same BYPULS_SECRET.',
    })
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function isOf(logged: LoggedMessage, organisation: string, device: string): boolean {
  const from = logged.kind === 'message' ? logged.outcome.message : logged.refusal
  return from.organisation === organisation && from.device === device
}
