import { Site, Slug } from '@bypuls/model'
import { z } from 'zod'
import { json } from '../answer.js'
import { notFound } from '../problem.js'
import { defineRoute } from '../route.js'
import { toSite } from '../site-view.js'

/** `GET /sites/:site`. */
export const siteRoute = defineRoute({
  method: 'get',
  path: '/sites/:site',
  summary: 'A site: place, zone, price area, heated area, organisations, source',
  rule: 'site',
  params: z.object({ site: Slug }),
  query: z.object({}),
  responses: { 200: { description: 'The site', schema: Site } },

  async handle({ params }, deps) {
    const site = deps.registry.view().sites.get(params.site)
    if (site === undefined) throw notFound()
    return json(await toSite(site, deps))
  },
})
