import { SiteEnvironment, Slug } from '@bypuls/model'
import { z } from 'zod'
import { json } from '../answer.js'
import { rangeQuery } from '../query.js'
import { defineRoute } from '../route.js'
import { siteRange } from '../site-range.js'

/** `GET /sites/:site/environment`: the air quality index, noise, and which points to draw. */
export const siteEnvironmentRoute = defineRoute({
  method: 'get',
  path: '/sites/:site/environment',
  summary: 'Air quality index by pollutant, noise levels, weather points',
  rule: 'site',
  params: z.object({ site: Slug }),
  query: z.object({ from: rangeQuery.from, to: rangeQuery.to }),
  responses: { 200: { description: 'Environment', schema: SiteEnvironment } },

  async handle({ params, query }, deps) {
    const range = siteRange(params.site, { ...query, window: 'PT1H' }, deps)
    return json(await deps.figures.environment.site(range))
  },
})
