import { metricBySlug, PointList, Slug } from '@bypuls/model'
import type { PointRecord } from '@bypuls/registry'
import { z } from 'zod'
import { json } from '../answer.js'
import { pageQuery, toPage } from '../cursor.js'
import type { ApiDeps } from '../deps.js'
import { toPoint, visiblePoints } from '../point-view.js'
import { defineRoute } from '../route.js'

/** `GET /points`: what is measured, by site, metric, organisation or words. */
export const pointsRoute = defineRoute({
  method: 'get',
  path: '/points',
  summary: 'The points that the caller may see',
  rule: 'filtered',
  params: z.object({}),
  query: z.object({
    site: Slug.optional(),
    metric: Slug.optional(),
    organisation: Slug.optional(),
    q: z.string().max(200).optional().meta({ description: 'Words; all of them must be found.' }),
    ...pageQuery,
  }),
  responses: { 200: { description: 'Points by id', schema: PointList } },

  handle({ caller, query }, deps) {
    const { site: name, metric, organisation } = query
    const words = (query.q ?? '').toLowerCase().split(/\s+/).filter(Boolean)
    const visible = visiblePoints(
      caller,
      deps,
      (site) =>
        (name === undefined || site.name === name) &&
        (organisation === undefined || site.organisation === organisation),
    )
    const found = visible.filter(
      (point) => (metric === undefined || point.metric === metric) && holds(point, words, deps),
    )
    const { items, next } = toPage(found, ({ id }) => id, query)
    return json({ items: items.map((point) => toPoint(point, deps)), next })
  },
})

function holds(
  point: PointRecord,
  words: readonly string[],
  { registry }: Pick<ApiDeps, 'registry'>,
): boolean {
  if (words.length === 0) return true
  const { places, sites } = registry.view()
  const site = sites.get(point.site)
  const place = places.get(`${point.site}.${point.place}`)
  const title = metricBySlug(point.metric)?.title
  const text = [point.id, site?.title, site?.locality, place?.title, title?.da, title?.en]
    .join(' ')
    .toLowerCase()
  return words.every((word) => text.includes(word))
}
