import { PointId, ReadingList } from '@bypuls/model'
import { z } from 'zod'
import { pageQuery } from '../cursor.js'
import { exportAnswer } from '../export/answer.js'
import { chooseFormat, formatQuery, MEDIA_TYPES } from '../export/format.js'
import { pointAndSite } from '../point-view.js'
import { rangeQuery, toRange, viewQuery } from '../query.js'
import { readingsPage } from '../readings-page.js'
import { defineRoute } from '../route.js'

const FORMATS = ['json', 'csv', 'ndjson', 'parquet'] as const

/** `GET /points/:point/readings`: every reading, in pages or as a file. */
export const pointReadingsRoute = defineRoute({
  method: 'get',
  path: '/points/:point/readings',
  summary: 'The readings of a point: JSON in pages, or streamed as CSV, NDJSON or Parquet',
  rule: 'point',
  params: z.object({ point: PointId }),
  query: z.object({ ...rangeQuery, ...viewQuery, ...formatQuery(FORMATS), ...pageQuery }),
  responses: {
    200: {
      description: 'Readings, oldest first',
      schema: ReadingList,
      types: [MEDIA_TYPES.csv, MEDIA_TYPES.ndjson, MEDIA_TYPES.parquet],
    },
  },

  async handle({ params, query, accepts }, deps) {
    const { point, site } = pointAndSite(params.point, deps)
    const range = toRange(query, site.timezone, deps.now())
    const format = chooseFormat(query.format, accepts, FORMATS)
    const { view, excel, limit, cursor } = query
    if (format === 'json') return readingsPage({ point, ...range, view, limit, cursor }, deps)
    const shown = { points: [point], naming: false, view, format, excel, name: point.id }
    return exportAnswer({ ...range, ...shown }, deps)
  },
})
