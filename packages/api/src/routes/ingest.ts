import { ReadingOut, RejectionOut, Slug } from '@bypuls/model'
import { z } from 'zod'
import { type Answer, json } from '../answer.js'
import { timezoneOfDevice, toVerdict } from '../message-view.js'
import { HttpProblem, notFound } from '../problem.js'
import { timezoneQuery } from '../query.js'
import { defineWrite } from '../route.js'

const Accepted = z.object({ id: z.string() }).meta({ id: 'Accepted' })
const Verdict = Accepted.extend({
  readings: z.array(ReadingOut),
  rejected: z.array(RejectionOut),
}).meta({ id: 'Verdict' })

/** What follows `<organisation>/<device>/` in a topic: where a bare number belongs. */
const TopicPath = z
  .string()
  .max(200)
  .regex(/^[a-z0-9-]{1,40}(\/[a-z0-9-]{1,40}){0,4}$/, 'expected names of a-z, 0-9 and - with /')

/** `POST /ingest/:organisation/:device`: a device's payload over HTTP; 202 means on disk. */
export const ingestRoute = defineWrite({
  method: 'post',
  path: '/ingest/:organisation/:device',
  summary: 'Send a device’s payload over HTTP, by its own credential',
  rule: 'device-write',
  params: z.object({ organisation: Slug, device: Slug }),
  query: z.object({
    wait: z
      .enum(['true', 'false'])
      .default('false')
      .meta({ description: '`true`: answer with what became of each reading.' }),
    path: TopicPath.default('up').meta({
      description: 'The rest of the topic: `<place>/<metric>` for a bare number.',
    }),
    ...timezoneQuery,
  }),
  body: z.instanceof(Uint8Array).default(new Uint8Array()),
  bodyKind: 'bytes',
  responses: {
    200: { description: 'With `wait=true`: everything in it is stored', schema: Verdict },
    202: { description: 'On disk', schema: Accepted },
    422: { description: 'With `wait=true`: what was stored, and what was not and why' },
    503: { description: 'It could not be put on disk; send it again' },
  },

  async handle({ params, query, body, signal }, { ingest, registry, now }): Promise<Answer> {
    const { organisation, device } = params
    const known = registry.view().devices.get(`${organisation}/${device}`)
    if (known === undefined || known.state === 'revoked') throw notFound()
    const topic = `${organisation}/${device}/${query.path}`
    const message = { organisation, device, topic, payload: body, receivedAt: now() }
    const { id } = await ingest.accept(message)
    if (query.wait === 'false') return json({ id }, 202)

    const outcome = await ingest.verdict(id, signal)
    const timezone = query.timezone ?? timezoneOfDevice(registry.view(), organisation, device)
    const verdict = { id, ...toVerdict(outcome, timezone) }
    if (verdict.rejected.length === 0) return json(verdict)
    throw new HttpProblem({
      status: 422,
      title: 'Not everything could be read',
      detail: `${verdict.readings.length} stored, ${verdict.rejected.length} rejected`,
      errors: verdict.rejected.map(({ path, reason, detail }) => ({
        path: path ?? 'payload',
        message: `${reason}: ${detail}`,
      })),
      more: verdict,
    })
  },
})
