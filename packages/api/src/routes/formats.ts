import { z } from 'zod'
import { json } from '../answer.js'
import { defineRoute } from '../route.js'

const Format = z.object({ format: z.string(), title: z.string() }).meta({ id: 'Format' })

/** `GET /formats`: the payload formats that a device may name. */
export const formatsRoute = defineRoute({
  method: 'get',
  path: '/formats',
  summary: 'The payload formats there are',
  rule: 'anyone',
  params: z.object({}),
  query: z.object({}),
  responses: {
    200: {
      description: 'Formats',
      schema: z.object({ items: z.array(Format), next: z.null() }).meta({ id: 'FormatList' }),
    },
  },

  handle(_request, { formats }) {
    return json({ items: formats.map(({ format, title }) => ({ format, title })), next: null })
  },
})
