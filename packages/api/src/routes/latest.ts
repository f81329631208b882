import { LatestList, Slug } from '@bypuls/model'
import { z } from 'zod'
import { json } from '../answer.js'
import { pageQuery, toPage } from '../cursor.js'
import { createLatestView } from '../latest.js'
import { visiblePoints } from '../point-view.js'
import { defineRoute } from '../route.js'
import { enforce } from '../rule.js'

/** A whole city in one answer: it comes from memory. */
const limit = z.coerce.number().int().min(1).max(100_000).default(1_000)

/** `GET /latest`: the newest value of every point, from memory. */
export const latestRoute = defineRoute({
  method: 'get',
  path: '/latest',
  summary: 'The newest value of every point',
  rule: 'filtered',
  params: z.object({}),
  query: z.object({ site: Slug.optional(), ...pageQuery, limit }),
  responses: { 200: { description: 'Points by id', schema: LatestList } },

  handle({ caller, query }, deps) {
    if (query.site !== undefined) enforce('site', caller, { site: query.site }, deps.registry)
    const points = visiblePoints(
      caller,
      deps,
      (site) => query.site === undefined || site.name === query.site,
    )
    const { items, next } = toPage(points, ({ point }) => point.id, query)
    const latestOf = createLatestView(deps)
    return json({ items: items.map(({ point, site }) => latestOf(point, site)), next })
  },
})
