import { PointId, WindowSeries } from '@bypuls/model'
import { z } from 'zod'
import { chooseFormat, MEDIA_TYPES } from '../export/format.js'
import { pointAndSite } from '../point-view.js'
import { toRange } from '../query.js'
import { defineRoute } from '../route.js'
import { windowsAnswer } from '../windows-answer.js'
import { toWindowsQuery, WINDOW_FORMATS, windowsQuery } from '../windows-query.js'

/** `GET /points/:point/windows`: history of one point, for charts. */
export const pointWindowsRoute = defineRoute({
  method: 'get',
  path: '/points/:point/windows',
  summary: 'A point’s history in windows of the local calendar',
  rule: 'point',
  params: z.object({ point: PointId }),
  query: z.object(windowsQuery),
  responses: {
    200: {
      description: 'Windows, oldest first',
      schema: WindowSeries,
      types: [MEDIA_TYPES.csv, MEDIA_TYPES.ndjson, MEDIA_TYPES.parquet],
    },
  },

  handle({ params, query, accepts }, deps) {
    const { point, site } = pointAndSite(params.point, deps)
    const range = toRange(query, site.timezone, deps.now())
    return windowsAnswer(
      {
        ...toWindowsQuery(query),
        ...range,
        points: [point.id],
        format: chooseFormat(query.format, accepts, WINDOW_FORMATS),
        excel: query.excel,
        single: true,
        filename: point.id,
      },
      deps,
    )
  },
})
