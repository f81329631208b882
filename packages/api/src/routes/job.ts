import { Job } from '@bypuls/model'
import { z } from 'zod'
import { json } from '../answer.js'
import { notFound } from '../problem.js'
import { defineRoute } from '../route.js'

export const JobId = z.string().regex(/^[a-z0-9-]{1,80}$/, 'expected 1 to 80 of a-z, 0-9 and -')

/** `GET /jobs/:job`. */
export const jobRoute = defineRoute({
  method: 'get',
  path: '/jobs/:job',
  summary: 'A background job',
  rule: 'operator',
  params: z.object({ job: JobId }),
  query: z.object({}),
  responses: { 200: { description: 'The job', schema: Job } },

  handle({ params }, { jobs }) {
    const job = jobs().find(({ id }) => id === params.job)
    if (job === undefined) throw notFound()
    return json(job)
  },
})
