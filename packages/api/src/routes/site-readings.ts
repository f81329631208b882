import { Slug } from '@bypuls/model'
import { z } from 'zod'
import { exportAnswer } from '../export/answer.js'
import { chooseFormat, formatQuery, MEDIA_TYPES } from '../export/format.js'
import { notFound } from '../problem.js'
import { rangeQuery, toRange, viewQuery } from '../query.js'
import { defineRoute } from '../route.js'

const FORMATS = ['csv', 'ndjson', 'parquet'] as const

/** `GET /sites/:site/readings`: every reading of every point of a site, as a file. */
export const siteReadingsRoute = defineRoute({
  method: 'get',
  path: '/sites/:site/readings',
  summary: 'All readings of a site as a file, point by point',
  rule: 'site',
  params: z.object({ site: Slug }),
  query: z.object({ ...rangeQuery, ...viewQuery, ...formatQuery(FORMATS) }),
  responses: {
    200: {
      description: 'Readings, point by point and oldest first',
      types: [MEDIA_TYPES.csv, MEDIA_TYPES.ndjson, MEDIA_TYPES.parquet],
    },
  },

  handle({ params, query, accepts }, deps) {
    const view = deps.registry.view()
    const site = view.sites.get(params.site)
    if (site === undefined) throw notFound()
    const points = view.pointsOfSite.get(site.name) ?? []
    const range = toRange(query, site.timezone, deps.now())
    const format = chooseFormat(query.format, accepts, FORMATS)
    const { excel, view: shown } = query
    return exportAnswer(
      { ...range, points, view: shown, naming: true, format, excel, name: site.name },
      deps,
    )
  },
})
