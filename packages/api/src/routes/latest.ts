import { LatestList, Slug } from '@bypuls/model'
import { z } from 'zod'
import { json } from '../answer.js'
import { pageQuery, toPage } from '../cursor.js'
import { toLatest } from '../latest.js'
import { notFound } from '../problem.js'
import { defineRoute } from '../route.js'
import { visibleSites } from '../site-view.js'

/** `GET /latest`: the newest value of every point, from memory. */
export const latestRoute = defineRoute({
  method: 'get',
  path: '/latest',
  summary: 'The newest value of every point',
  rule: 'filtered',
  params: z.object({}),
  query: z.object({ site: Slug.optional(), ...pageQuery }),
  responses: { 200: { description: 'Points by id', schema: LatestList } },

  handle({ caller, query }, deps) {
    const visible = visibleSites(caller, deps)
    const sites = visible.filter((site) => query.site === undefined || site.name === query.site)
    if (query.site !== undefined && sites.length === 0) throw notFound()
    const view = deps.registry.view()
    const points = sites.flatMap((site) =>
      (view.pointsOfSite.get(site.name) ?? []).map((point) => ({ point, site })),
    )
    const { items, next } = toPage(points, ({ point }) => point.id, query)
    return json({ items: items.map(({ point, site }) => toLatest(point, site, deps)), next })
  },
})
