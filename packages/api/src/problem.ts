import { SpoolError } from '@bypuls/ingest'
import { RegistryError, RegistryUnavailableError } from '@bypuls/registry'
import { PartialAnswerError, StoreError } from '@bypuls/stores'
import type { ErrorRequestHandler, Request, Response } from 'express'
import type { Logger } from 'pino'
import { z } from 'zod'

export type Fault = { readonly path: string; readonly message: string }

export type ProblemInit = {
  readonly status: number
  readonly title: string
  readonly detail?: string
  readonly errors?: readonly Fault[]
  readonly headers?: Readonly<Record<string, string>>
  /** Further members of the answer. */
  readonly more?: Readonly<Record<string, unknown>>
}

/** An answer that is not the one asked for. Thrown anywhere below a route, written in one place. */
export class HttpProblem extends Error {
  readonly problem: ProblemInit

  constructor(problem: ProblemInit) {
    super(problem.detail ?? problem.title)
    this.name = 'HttpProblem'
    this.problem = problem
  }
}

/** The same words for what does not exist and for what is somebody else's. */
export function notFound(): HttpProblem {
  return new HttpProblem({ status: 404, title: 'Not found', detail: 'There is nothing here.' })
}

export function badRequest(errors: readonly Fault[]): HttpProblem {
  return new HttpProblem({
    status: 400,
    title: 'The request is not understood',
    detail: errors.map((fault) => `${fault.path}: ${fault.message}`).join('; '),
    errors,
  })
}

/** Parses with a schema; all faults at once become one 400. */
export function parseOr400<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  throw badRequest(faultsOf(parsed.error))
}

/** Each issue with the path to what is wrong. */
export function faultsOf({ issues }: z.ZodError): Fault[] {
  return issues.flatMap((issue) => {
    const { path, message } = issue
    if (issue.code !== 'unrecognized_keys') return [{ path: nameOf(path) || 'request', message }]
    const unknown = 'there is no such field, or it may not be changed'
    return issue.keys.map((key) => ({ path: nameOf([...path, key]), message: unknown }))
  })
}

function nameOf(path: readonly PropertyKey[]): string {
  return path.map(String).join('.')
}

export function sendProblem(req: Request, res: Response, init: ProblemInit): void {
  if (init.headers) res.set(init.headers)
  res
    .status(init.status)
    .type('application/problem+json')
    .set('Cache-Control', 'no-store')
    .send(
      JSON.stringify({
        type: 'about:blank',
        title: init.title,
        status: init.status,
        ...(init.detail === undefined ? {} : { detail: init.detail }),
        ...(init.errors === undefined ? {} : { errors: init.errors }),
        ...init.more,
        requestId: String(req.id),
      }),
    )
}

/** The one place where errors become answers. What nobody foresaw is logged and says nothing of itself. */
export function problemHandler(logger: Logger): ErrorRequestHandler {
  return (error, req, res, _next) => {
    const problem = toProblem(error)
    if (problem.status >= 500) logger.error({ err: error, requestId: req.id }, problem.title)
    if (res.headersSent) {
      res.destroy()
      return
    }
    sendProblem(req, res, problem)
  }
}

const BodyError = z.object({ type: z.string(), status: z.number().int(), message: z.string() })

function toProblem(error: unknown): ProblemInit {
  if (error instanceof HttpProblem) return error.problem
  if (error instanceof RegistryError) {
    const title = REGISTRY_TITLES[error.status]
    const errors = [{ path: error.path, message: error.message }]
    return { status: error.status, title, detail: error.message, errors }
  }
  if (error instanceof RegistryUnavailableError) return REGISTRY_AWAY
  if (error instanceof PartialAnswerError) return partialProblem(error)
  if (error instanceof StoreError) return storeProblem(error)
  if (error instanceof SpoolError) return spoolProblem(error)
  const body = BodyError.safeParse(error)
  if (body.success && body.data.status >= 400 && body.data.status < 500) {
    const { status, message } = body.data
    return { status, title: 'The body is not understood', detail: message }
  }
  if (error instanceof URIError) {
    return { status: 400, title: 'The address is not understood' }
  }
  return { status: 500, title: 'Something went wrong here', detail: 'It is in the log.' }
}

function spoolProblem(error: SpoolError): ProblemInit {
  return {
    status: 503,
    title: 'The message is not on disk',
    detail: error.message,
    headers: { 'Retry-After': '5' },
  }
}

const REGISTRY_TITLES = {
  400: 'The request is not understood',
  404: 'The parent does not exist',
  409: 'The name is taken or in use',
} as const

const REGISTRY_AWAY: ProblemInit = {
  status: 503,
  title: 'The registry does not answer',
  detail:
    'What is registered is still shown, but nothing can be changed now; try again in a moment.',
  headers: { 'Retry-After': '5' },
}

/** A figure of some of its readings looks like any other: better none. */
function partialProblem({ message }: PartialAnswerError): ProblemInit {
  return {
    status: 503,
    title: 'A part of the store is away',
    detail: `${message}. Readings are still taken; ask again when all of it is back.`,
    headers: { 'Retry-After': '10' },
  }
}

function storeProblem({ kind, message, retryAfterMs = 5_000 }: StoreError): ProblemInit {
  const headers = { 'Retry-After': String(Math.max(1, Math.ceil(retryAfterMs / 1_000))) }
  switch (kind) {
    case 'outage': {
      const detail = 'Readings are still taken; ask again in a moment.'
      return { status: 503, title: 'The store does not answer', detail, headers }
    }
    case 'misconfigured': {
      const detail =
        'Readings are still taken. The operator finds the reason in the log and at /readyz.'
      return { status: 503, title: 'The store is not set up rightly', detail, headers }
    }
    case 'refused':
      return { status: 422, title: 'The store refuses some of the readings', detail: message }
  }
}
