import { Slug } from '@bypuls/model'
import { z } from 'zod'
import { json } from '../answer.js'
import { defineWrite } from '../route.js'

const TokenBody = z.object({ organisation: Slug, write: z.boolean().default(false) })
const TokenOut = TokenBody.extend({ token: z.string() }).meta({ id: 'Token' })

/** `POST /tokens`: answers the token, this once. */
export const addTokenRoute = defineWrite({
  method: 'post',
  path: '/tokens',
  summary: 'Add a token that reads (or also writes) an organisation’s data; told once',
  rule: 'operator',
  params: z.object({}),
  query: z.object({}),
  body: TokenBody,
  responses: { 201: { description: 'The token', schema: TokenOut } },

  async handle({ body }, { registry }) {
    const token = await registry.addToken(body.organisation, body.write)
    return json({ ...body, token }, 201)
  },
})
