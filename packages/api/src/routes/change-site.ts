import { Site, Slug } from '@bypuls/model'
import { z } from 'zod'
import { json } from '../answer.js'
import { notFound } from '../problem.js'
import { SitePatch } from '../registry-bodies.js'
import { defineRoute, defineWrite } from '../route.js'
import { toSite } from '../site-view.js'

/** `PATCH /sites/:site`: what is not named stays. */
export const changeSiteRoute = defineWrite({
  method: 'patch',
  path: '/sites/:site',
  summary: 'Change a site; its name and organisation stay',
  rule: 'operator',
  params: z.object({ site: Slug }),
  query: z.object({}),
  body: SitePatch,
  responses: { 200: { description: 'The site as it is now', schema: Site } },

  async handle({ params, body }, deps) {
    if (!deps.registry.view().sites.has(params.site)) throw notFound()
    await deps.registry.updateSite(params.site, body)
    const site = deps.registry.view().sites.get(params.site)
    if (site === undefined) throw notFound()
    return json(await toSite(site, deps))
  },
})

/** `DELETE /sites/:site`: 409 while it has places. */
export const removeSiteRoute = defineRoute({
  method: 'delete',
  path: '/sites/:site',
  summary: 'Remove a site that has no places',
  rule: 'operator',
  params: z.object({ site: Slug }),
  query: z.object({}),
  responses: { 204: { description: 'Removed' } },

  async handle({ params }, { registry }) {
    if (!registry.view().sites.has(params.site)) throw notFound()
    await registry.removeSite(params.site)
    return json(null, 204)
  },
})
