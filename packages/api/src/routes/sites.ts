import { SiteList } from '@bypuls/model'
import { z } from 'zod'
import { json } from '../answer.js'
import { pageQuery, toPage } from '../cursor.js'
import { defineRoute } from '../route.js'
import { toSite, visibleSites } from '../site-view.js'

/** `GET /sites`: the public ones, and a token's own. */
export const sitesRoute = defineRoute({
  method: 'get',
  path: '/sites',
  summary: 'The sites that the caller may see',
  rule: 'filtered',
  params: z.object({}),
  query: z.object(pageQuery),
  responses: { 200: { description: 'Sites by name', schema: SiteList } },

  async handle({ caller, query }, deps) {
    const { items, next } = toPage(visibleSites(caller, deps), (site) => site.name, query)
    const sites = await Promise.all(items.map((site) => toSite(site, deps)))
    return json({ items: sites, next })
  },
})
