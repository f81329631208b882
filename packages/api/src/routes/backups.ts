import { isAbsolute } from 'node:path'
import { z } from 'zod'
import { json } from '../answer.js'
import { defineWrite } from '../route.js'

/** `POST /backups`: a copy of everything, taken while the platform runs. */
export const backupsRoute = defineWrite({
  method: 'post',
  path: '/backups',
  summary: 'Copy everything into a new or empty folder of the platform’s machine',
  rule: 'operator',
  params: z.object({}),
  query: z.object({}),
  body: z.object({
    directory: z.string().refine((path) => isAbsolute(path), 'expected an absolute path'),
  }),
  responses: { 200: { description: 'What was written', schema: z.looseObject({}) } },

  async handle({ body }, { backup }) {
    return json(await backup(body.directory))
  },
})
