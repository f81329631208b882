import { PointId, WindowSeriesList } from '@bypuls/model'
import { z } from 'zod'
import { chooseFormat, MEDIA_TYPES } from '../export/format.js'
import { pointAndSite } from '../point-view.js'
import { toRange } from '../query.js'
import { defineRoute } from '../route.js'
import { enforce } from '../rule.js'
import { windowsAnswer } from '../windows-answer.js'
import { toWindowsQuery, WINDOW_FORMATS, windowsQuery } from '../windows-query.js'

const Points = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(PointId).min(1).max(1_000))
  .meta({ description: 'Up to 1000 points, with commas between.', override: { type: 'string' } })

/** `GET /windows`: the history of many points in one answer. */
export const windowsRoute = defineRoute({
  method: 'get',
  path: '/windows',
  summary: 'The history of many points in windows of the local calendar',
  rule: 'filtered',
  params: z.object({}),
  query: z.object({ points: Points, ...windowsQuery }),
  responses: {
    200: {
      description: 'Series in the order asked',
      schema: WindowSeriesList,
      types: [MEDIA_TYPES.csv, MEDIA_TYPES.ndjson, MEDIA_TYPES.parquet],
    },
  },

  handle({ caller, query, accepts }, deps) {
    for (const point of query.points) enforce('point', caller, { point }, deps.registry)
    const { site } = pointAndSite(query.points[0] ?? '', deps)
    const { timezone, ...range } = toRange(query, site.timezone, deps.now())
    return windowsAnswer(
      {
        ...toWindowsQuery(query),
        ...range,
        ...(query.timezone === undefined ? {} : { timezone }),
        points: query.points,
        format: chooseFormat(query.format, accepts, WINDOW_FORMATS),
        excel: query.excel,
        single: false,
        filename: 'windows',
      },
      deps,
    )
  },
})
