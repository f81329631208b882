import { SiteIndoor, Slug, WindowSize } from '@bypuls/model'
import { z } from 'zod'
import { json } from '../answer.js'
import { rangeQuery } from '../query.js'
import { defineRoute } from '../route.js'
import { siteRange } from '../site-range.js'

/** `GET /sites/:site/indoor`: rooms by windows against EN 16798-1. */
export const siteIndoorRoute = defineRoute({
  method: 'get',
  path: '/sites/:site/indoor',
  summary: 'Rooms by windows against EN 16798-1, with the shares of occupied time',
  rule: 'site',
  params: z.object({ site: Slug }),
  query: z.object({
    from: rangeQuery.from,
    to: rangeQuery.to,
    window: WindowSize.default('PT1H'),
  }),
  responses: { 200: { description: 'Indoor climate', schema: SiteIndoor } },

  async handle({ params, query }, deps) {
    const range = siteRange(params.site, query, deps)
    return json(await deps.figures.indoor.site({ ...range, size: query.window }))
  },
})
