import { Point, pointId } from '@bypuls/model'
import { z } from 'zod'
import { json } from '../answer.js'
import { toPoint } from '../point-view.js'
import { PointBody } from '../registry-bodies.js'
import { defineWrite } from '../route.js'

/** `POST /points`: the place must exist. */
export const addPointRoute = defineWrite({
  method: 'post',
  path: '/points',
  summary: 'Add a point to a place',
  rule: 'operator',
  params: z.object({}),
  query: z.object({}),
  body: PointBody,
  responses: { 201: { description: 'Added', schema: Point } },

  async handle({ body }, deps) {
    const point = { id: pointId(body), ...body }
    await deps.registry.addPoint(point)
    return json(toPoint(point, deps), 201)
  },
})
