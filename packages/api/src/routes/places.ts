import { Slug } from '@bypuls/model'
import { z } from 'zod'
import { json } from '../answer.js'
import { pageQuery, toPage } from '../cursor.js'
import { notFound } from '../problem.js'
import { PlaceBody } from '../registry-bodies.js'
import { placeKey, visiblePlaces } from '../registry-view.js'
import { defineRoute, defineWrite } from '../route.js'

const PlaceList = z
  .object({ items: z.array(PlaceBody), next: z.string().nullable() })
  .meta({ id: 'PlaceList' })

/** `GET /places`: rooms, meters, streets of the sites that the caller may see. */
export const placesRoute = defineRoute({
  method: 'get',
  path: '/places',
  summary: 'The places that the caller may see',
  rule: 'filtered',
  params: z.object({}),
  query: z.object({ site: Slug.optional(), ...pageQuery }),
  responses: { 200: { description: 'Places by site and name', schema: PlaceList } },

  handle({ caller, query }, deps) {
    const places = visiblePlaces(caller, deps).filter(
      ({ site }) => query.site === undefined || site === query.site,
    )
    return json(toPage(places, placeKey, query))
  },
})

/** `<site>.<place>` */
export const PlaceId = z
  .string()
  .regex(/^[a-z0-9-]{1,40}\.[a-z0-9-]{1,40}$/, 'expected <site>.<place>')

/** `GET /places/:place`, named `<site>.<place>`. */
export const placeRoute = defineRoute({
  method: 'get',
  path: '/places/:place',
  summary: 'A place, by <site>.<place>',
  rule: 'filtered',
  params: z.object({ place: PlaceId }),
  query: z.object({}),
  responses: { 200: { description: 'The place', schema: PlaceBody } },

  handle({ caller, params }, deps) {
    const found = visiblePlaces(caller, deps).find((place) => placeKey(place) === params.place)
    if (found === undefined) throw notFound()
    return json(found)
  },
})

/** `POST /places`. */
export const addPlaceRoute = defineWrite({
  method: 'post',
  path: '/places',
  summary: 'Add a place to a site',
  rule: 'operator',
  params: z.object({}),
  query: z.object({}),
  body: PlaceBody,
  responses: { 201: { description: 'Added', schema: PlaceBody } },

  async handle({ body }, { registry }) {
    await registry.addPlace(body)
    return json(body, 201)
  },
})
