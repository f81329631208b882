import { Job } from '@bypuls/model'
import { z } from 'zod'
import { json } from '../answer.js'
import { defineWrite } from '../route.js'
import { JobId } from './job.js'

const JobBody = Job.pick({ kind: true, title: true, state: true, done: true, total: true }).extend({
  detail: z.string().max(500).nullable().default(null),
})

/** `PUT /jobs/:job`: an import, which runs in the command's own process, tells how far it is. */
export const putJobRoute = defineWrite({
  method: 'put',
  path: '/jobs/:job',
  summary: 'Note how far a job has come',
  rule: 'operator',
  params: z.object({ job: JobId }),
  query: z.object({}),
  body: JobBody,
  responses: { 200: { description: 'Noted', schema: z.object({ id: z.string() }) } },

  async handle({ params, body }, { registry }) {
    await registry.saveJob({ id: params.job, ...body, cursor: null })
    return json({ id: params.job })
  },
})
