import { Slug, ZonedTime, zonedIso } from '@bypuls/model'
import type { TokenInfo } from '@bypuls/registry'
import { z } from 'zod'
import { json } from '../answer.js'
import { pageQuery, toPage } from '../cursor.js'
import { notFound } from '../problem.js'
import { defineRoute } from '../route.js'

const Prefix = z.string().max(40)
const TokenShown = z
  .object({ prefix: Prefix, organisation: Slug, write: z.boolean(), createdAt: ZonedTime })
  .meta({ id: 'TokenShown', description: 'A token without its secret' })
const TokenList = z
  .object({ items: z.array(TokenShown), next: z.string().nullable() })
  .meta({ id: 'TokenList' })

/** `GET /tokens`: which there are; never a secret. */
export const tokensRoute = defineRoute({
  method: 'get',
  path: '/tokens',
  summary: 'The organisations’ tokens, without their secrets',
  rule: 'operator',
  params: z.object({}),
  query: z.object(pageQuery),
  responses: { 200: { description: 'Tokens by prefix', schema: TokenList } },

  handle({ query }, { registry }) {
    const tokens = registry.tokens().map(toShown)
    return json(toPage(tokens, ({ prefix }) => prefix, query))
  },
})

/** `GET /tokens/:prefix`. */
export const tokenRoute = defineRoute({
  method: 'get',
  path: '/tokens/:prefix',
  summary: 'A token, without its secret',
  rule: 'operator',
  params: z.object({ prefix: Prefix }),
  query: z.object({}),
  responses: { 200: { description: 'The token', schema: TokenShown } },

  handle({ params }, { registry }) {
    const found = registry.tokens().find(({ prefix }) => prefix === params.prefix)
    if (found === undefined) throw notFound()
    return json(toShown(found))
  },
})

/** `DELETE /tokens/:prefix`. */
export const revokeTokenRoute = defineRoute({
  method: 'delete',
  path: '/tokens/:prefix',
  summary: 'Revoke a token',
  rule: 'operator',
  params: z.object({ prefix: Prefix }),
  query: z.object({}),
  responses: { 204: { description: 'Revoked' } },

  async handle({ params }, { registry }) {
    await registry.revokeToken(params.prefix)
    return json(null, 204)
  },
})

function toShown({ createdAt, ...token }: TokenInfo) {
  return { ...token, createdAt: zonedIso(createdAt, 'UTC') }
}
