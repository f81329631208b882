import { z } from 'zod'
import { json } from '../answer.js'
import type { ApiDeps } from '../deps.js'
import { notFound } from '../problem.js'
import { PlaceBody, PlacePatch } from '../registry-bodies.js'
import { defineRoute, defineWrite } from '../route.js'
import { PlaceId } from './places.js'

/** `PATCH /places/:place`, named `<site>.<place>`: what is not named stays. */
export const changePlaceRoute = defineWrite({
  method: 'patch',
  path: '/places/:place',
  summary: 'Change a place, by <site>.<place>; its name stays',
  rule: 'operator',
  params: z.object({ place: PlaceId }),
  query: z.object({}),
  body: PlacePatch,
  responses: { 200: { description: 'The place as it is now', schema: PlaceBody } },

  async handle({ params, body }, deps) {
    const { site, name } = placeNamed(params.place, deps)
    await deps.registry.updatePlace(site, name, body)
    return json(placeNamed(params.place, deps))
  },
})

/** `DELETE /places/:place`: 409 while it has points. */
export const removePlaceRoute = defineRoute({
  method: 'delete',
  path: '/places/:place',
  summary: 'Remove a place that has no points, by <site>.<place>',
  rule: 'operator',
  params: z.object({ place: PlaceId }),
  query: z.object({}),
  responses: { 204: { description: 'Removed' } },

  async handle({ params }, deps) {
    const { site, name } = placeNamed(params.place, deps)
    await deps.registry.removePlace(site, name)
    return json(null, 204)
  },
})

function placeNamed(id: string, { registry }: Pick<ApiDeps, 'registry'>) {
  const place = registry.view().places.get(id)
  if (place === undefined) throw notFound()
  return place
}
