import { PointId } from '@bypuls/model'
import { RegistryError } from '@bypuls/registry'
import { z } from 'zod'
import { json } from '../answer.js'
import { notFound } from '../problem.js'
import { defineRoute } from '../route.js'

/**
 * `DELETE /points/:point`: 409 where a device served it or there are readings of it, for who adds it
 * again would have them back.
 */
export const removePointRoute = defineRoute({
  method: 'delete',
  path: '/points/:point',
  summary: 'Remove a point that nothing was ever measured at',
  rule: 'operator',
  params: z.object({ point: PointId }),
  query: z.object({}),
  responses: { 204: { description: 'Removed' } },

  async handle({ params: { point } }, { registry, store }) {
    if (!registry.view().points.has(point)) throw notFound()
    if ((await store.oldest([point])) !== null) {
      const why = `point "${point}" cannot be removed: it has readings`
      throw new RegistryError('point', why, 409)
    }
    await registry.removePoint(point)
    return json(null, 204)
  },
})
