import { JobList } from '@bypuls/model'
import { z } from 'zod'
import { json } from '../answer.js'
import { defineRoute } from '../route.js'

/** `GET /jobs`: long work in the background. Imports name their files, so only the operator sees those. */
export const jobsRoute = defineRoute({
  method: 'get',
  path: '/jobs',
  summary: 'Background jobs with their progress',
  rule: 'filtered',
  params: z.object({}),
  query: z.object({}),
  responses: { 200: { description: 'Jobs', schema: JobList } },

  handle({ caller }, { jobs }) {
    const items = jobs().filter((job) => job.kind === 'history' || caller.kind === 'operator')
    return json({ items, next: null })
  },
})
