import { SiteSummary, Slug } from '@bypuls/model'
import { z } from 'zod'
import { json } from '../answer.js'
import { defineRoute } from '../route.js'

/** `GET /sites/:site/summary`: how a site is doing now; a historical one as of its newest reading. */
export const siteSummaryRoute = defineRoute({
  method: 'get',
  path: '/sites/:site/summary',
  summary:
    'Power now, today’s energy and CO2e, air index, indoor climate, how many points are live',
  rule: 'site',
  params: z.object({ site: Slug }),
  query: z.object({}),
  responses: { 200: { description: 'The summary', schema: SiteSummary } },

  async handle({ params }, { figures }) {
    return json(await figures.summary.site(params.site))
  },
})
