import { AttentionList } from '@bypuls/model'
import { z } from 'zod'
import { json } from '../answer.js'
import { defineRoute } from '../route.js'
import { visibleSites } from '../site-view.js'

/** `GET /attention`: what is wrong right now at the sites that the caller may see. */
export const attentionRoute = defineRoute({
  method: 'get',
  path: '/attention',
  summary: 'What needs attention now: silent, late and doubtful points',
  rule: 'filtered',
  params: z.object({}),
  query: z.object({}),
  responses: { 200: { description: 'Newest trouble first', schema: AttentionList } },

  handle({ caller }, deps) {
    return json(deps.figures.attention.list(visibleSites(caller, deps).map(({ name }) => name)))
  },
})
