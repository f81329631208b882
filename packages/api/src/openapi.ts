import { Problem } from '@bypuls/model'
import { z } from 'zod'
import {
  createDocument,
  type oas31,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi'
import type { ResponseShape, Route } from './route.js'
import type { Rule } from './rule.js'

/** OpenAPI 3.1 of a table of routes, from the same schemas that parse the requests. */
export function openApiDocument(routes: readonly Route[]): oas31.OpenAPIObject {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Bypuls',
      version: '1',
      description:
        'Readings of a city: live, as history in windows of the local calendar, and as files. ' +
        'Public sites need no credential.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api/v1' }],
    paths: pathsOf(routes),
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'The operator’s or a token' },
        device: { type: 'http', scheme: 'basic', description: 'A device’s own credential' },
      },
    },
  })
}

function pathsOf(routes: readonly Route[]): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {}
  for (const route of routes) {
    const path = openApiPath(route)
    paths[path] = { ...paths[path], [route.method]: operation(route) }
  }
  return paths
}

/** `/sites/:site` as OpenAPI writes it: `/sites/{site}`. */
export function openApiPath({ path }: Pick<Route, 'path'>): string {
  return path.replaceAll(/:(\w+)/g, '{$1}')
}

function operation(route: Route): ZodOpenApiOperationObject {
  return {
    operationId: operationId(route),
    summary: route.summary,
    description: RULES[route.rule],
    tags: [route.path.split('/')[1] ?? 'other'],
    security: securityOf(route.rule),
    requestParams: { path: route.params, query: route.query },
    ...(route.body === undefined ? {} : { requestBody: requestBody(route, route.body) }),
    responses: {
      ...Object.fromEntries(
        Object.entries(route.responses).map(([status, shape]) => [status, response(shape)]),
      ),
      default: {
        description: 'What went wrong',
        content: { 'application/problem+json': { schema: Problem } },
      },
    },
  }
}

function requestBody(route: Route, schema: z.ZodType) {
  if (route.bodyKind !== 'bytes') return { content: { 'application/json': { schema } } }
  const bytes = z.string().meta({ description: 'As the device’s format has it' })
  return { content: { 'application/octet-stream': { schema: bytes } } }
}

function response({ description, schema, types = [] }: ResponseShape) {
  const text = z.string()
  return {
    description,
    content: {
      ...(schema === undefined ? {} : { 'application/json': { schema } }),
      ...Object.fromEntries(types.map((type) => [type, { schema: text }])),
    },
  }
}

/** `GET /sites/:site/energy` → `getSitesSiteEnergy`. */
function operationId({ method, path }: Route): string {
  const words = path.split(/[/:-]+/).filter(Boolean)
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

function securityOf(rule: Rule): Record<string, string[]>[] {
  switch (rule) {
    case 'anyone':
      return []
    case 'filtered':
    case 'site':
    case 'point':
      return [{}, { token: [] }]
    case 'own':
    case 'device':
    case 'device-write':
      return [{ token: [] }, { device: [] }]
    case 'operator':
      return [{ token: [] }]
  }
}

const RULES: Readonly<Record<Rule, string>> = {
  anyone: 'Open to anyone.',
  filtered: 'Anyone may ask; the answer holds what the caller may see.',
  site: 'A public site: anyone. Another: its organisation’s tokens.',
  point: 'A point of a public site: anyone. Another: its organisation’s tokens.',
  own: 'Any credential; the answer holds the caller’s own.',
  device: 'The device by its credential, and its organisation’s tokens.',
  'device-write': 'The device by its credential, and its organisation’s write tokens.',
  operator: 'The operator alone.',
}
