import { Site } from '@bypuls/model'
import { z } from 'zod'
import { json } from '../answer.js'
import { notFound } from '../problem.js'
import { SiteBody } from '../registry-bodies.js'
import { defineWrite } from '../route.js'
import { toSite } from '../site-view.js'

/** `POST /sites`. */
export const addSiteRoute = defineWrite({
  method: 'post',
  path: '/sites',
  summary: 'Add a site',
  rule: 'operator',
  params: z.object({}),
  query: z.object({}),
  body: SiteBody,
  responses: { 201: { description: 'Added', schema: Site } },

  async handle({ body }, deps) {
    await deps.registry.addSite(body)
    const site = deps.registry.view().sites.get(body.name)
    if (site === undefined) throw notFound()
    return json(await toSite(site, deps), 201)
  },
})
