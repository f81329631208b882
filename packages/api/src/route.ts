import type { Caller } from '@bypuls/registry'
import type { z } from 'zod'
import type { Answer } from './answer.js'
import type { ApiDeps } from './deps.js'
import { parseQuery } from './known-query.js'
import { notFound, parseOr400 } from './problem.js'
import type { Rule } from './rule.js'

/** What a route sees of a request. `signal` aborts when the client goes away. */
export type RouteRequest<Params, Query, Body> = {
  readonly caller: Caller
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** The best of the media types by the `Accept` header; false where none will do. */
  readonly accepts: (types: string[]) => string | false
  readonly signal: AbortSignal
}

export type ResponseShape = {
  readonly description: string
  readonly schema?: z.ZodType
  /** Media types other than JSON that it comes in. */
  readonly types?: readonly string[]
}

type Shared = {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** Below `/api/v1`, in Express's writing: `/sites/:site`. */
  readonly path: string
  readonly summary: string
  readonly rule: Rule
  readonly responses: Readonly<Record<number, ResponseShape>>
  /** `bytes`: the body is taken as it is; `bulk`: JSON of many megabytes. */
  readonly bodyKind?: 'json' | 'bytes' | 'bulk'
}

export type RouteDefinition<Params extends z.ZodObject, Query extends z.ZodObject> = Shared & {
  readonly params: Params
  readonly query: Query
  handle(
    request: RouteRequest<z.output<Params>, z.output<Query>, undefined>,
    deps: ApiDeps,
  ): Promise<Answer> | Answer
}

export type WriteDefinition<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
> = Shared & {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  handle(
    request: RouteRequest<z.output<Params>, z.output<Query>, z.output<Body>>,
    deps: ApiDeps,
  ): Promise<Answer> | Answer
}

/** A route as the table of all routes holds it: what it was defined with, its types sealed inside. */
export type Route = Shared & {
  readonly params: z.ZodObject
  readonly query: z.ZodObject
  readonly body?: z.ZodType
  respond(request: RouteRequest<unknown, unknown, unknown>, deps: ApiDeps): Promise<Answer>
}

/** Seals a route without a body: parses what came in (all faults at once), then calls `handle`. */
export function defineRoute<Params extends z.ZodObject, Query extends z.ZodObject>(
  definition: RouteDefinition<Params, Query>,
): Route {
  const { handle, ...route } = definition
  return {
    ...route,
    async respond(request, deps) {
      const params = parseParams(route.params, request.params)
      const query = parseQuery(route.query, request.query)
      return handle({ ...request, params, query, body: undefined }, deps)
    },
  }
}

/** Seals a route that takes a body. */
export function defineWrite<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
>(definition: WriteDefinition<Params, Query, Body>): Route {
  const { handle, ...route } = definition
  return {
    ...route,
    async respond(request, deps) {
      const params = parseParams(route.params, request.params)
      const query = parseQuery(route.query, request.query)
      const body = parseOr400(route.body, request.body)
      return handle({ ...request, params, query, body }, deps)
    },
  }
}

/** A name that cannot exist is answered like one that does not. */
function parseParams<Params extends z.ZodObject>(schema: Params, input: unknown): z.output<Params> {
  const parsed = schema.safeParse(input)
  if (!parsed.success) throw notFound()
  return parsed.data
}
