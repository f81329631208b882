import { Slug } from '@bypuls/model'
import { z } from 'zod'
import { json } from '../answer.js'
import { pageQuery, toPage } from '../cursor.js'
import { notFound } from '../problem.js'
import { OrganisationBody } from '../registry-bodies.js'
import { visibleOrganisations } from '../registry-view.js'
import { defineRoute, defineWrite } from '../route.js'

const OrganisationList = z
  .object({ items: z.array(OrganisationBody), next: z.string().nullable() })
  .meta({ id: 'OrganisationList' })

/** `GET /organisations`: those of the sites that the caller may see, and its own. */
export const organisationsRoute = defineRoute({
  method: 'get',
  path: '/organisations',
  summary: 'The organisations that the caller may see',
  rule: 'filtered',
  params: z.object({}),
  query: z.object(pageQuery),
  responses: { 200: { description: 'Organisations by name', schema: OrganisationList } },

  handle({ caller, query }, deps) {
    return json(toPage(visibleOrganisations(caller, deps), ({ name }) => name, query))
  },
})

/** `GET /organisations/:name`. */
export const organisationRoute = defineRoute({
  method: 'get',
  path: '/organisations/:name',
  summary: 'An organisation',
  rule: 'filtered',
  params: z.object({ name: Slug }),
  query: z.object({}),
  responses: { 200: { description: 'The organisation', schema: OrganisationBody } },

  handle({ caller, params }, deps) {
    const found = visibleOrganisations(caller, deps).find(({ name }) => name === params.name)
    if (found === undefined) throw notFound()
    return json(found)
  },
})

/** `POST /organisations`. */
export const addOrganisationRoute = defineWrite({
  method: 'post',
  path: '/organisations',
  summary: 'Add an organisation',
  rule: 'operator',
  params: z.object({}),
  query: z.object({}),
  body: OrganisationBody,
  responses: { 201: { description: 'Added', schema: OrganisationBody } },

  async handle({ body }, { registry }) {
    await registry.addOrganisation(body)
    return json(body, 201)
  },
})
