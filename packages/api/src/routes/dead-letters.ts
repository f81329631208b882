import { DeadLetterList, RejectionReason, Slug, zonedIso } from '@bypuls/model'
import type { Caller } from '@bypuls/registry'
import { z } from 'zod'
import { json } from '../answer.js'
import { pageQuery } from '../cursor.js'
import { timezoneOfDevice } from '../message-view.js'
import { missingIn, perhapsIncomplete } from '../missing.js'
import { badRequest } from '../problem.js'
import { instant, Time, timezoneQuery } from '../query.js'
import { defineRoute } from '../route.js'

/** `GET /dead-letters`: what could not be read, newest first, with its reason and its bytes. */
export const deadLettersRoute = defineRoute({
  method: 'get',
  path: '/dead-letters',
  summary: 'What could not be read: the caller’s own',
  rule: 'own',
  params: z.object({}),
  query: z.object({
    organisation: Slug.optional(),
    device: Slug.optional(),
    reason: RejectionReason.optional(),
    from: Time.optional().meta({ description: 'Only those received since.' }),
    ...timezoneQuery,
    ...pageQuery,
    limit: pageQuery.limit.pipe(z.number().max(1_000)).default(100),
    cursor: z.string().max(10_000).optional(),
  }),
  responses: {
    200: { description: 'Dead letters, newest first', schema: perhapsIncomplete(DeadLetterList) },
    503: { description: 'No ingest worker answers' },
  },

  async handle({ caller, query }, { ingest, registry, now }) {
    const { organisation, device, reason, limit, cursor } = { ...query, ...ownNames(caller, query) }
    const zone = query.timezone ?? 'UTC'
    const { isCursor = isOwnCursor } = ingest.deadLetters
    if (cursor !== undefined && !isCursor(cursor)) {
      throw badRequest([{ path: 'cursor', message: 'expected `next` of the page before' }])
    }
    const page = await ingest.deadLetters.list({
      limit,
      ...(organisation === undefined ? {} : { organisation }),
      ...(device === undefined ? {} : { device }),
      ...(reason === undefined ? {} : { reason }),
      ...(cursor === undefined ? {} : { cursor }),
      ...(query.from === undefined
        ? {}
        : { from: instant(query.from, 'from', { now: now(), timezone: zone }) }),
    })
    const view = registry.view()
    const letters = page.items.map(({ bytes, receivedAt, ...letter }) => ({
      ...letter,
      receivedAt: zonedIso(
        receivedAt,
        query.timezone ?? timezoneOfDevice(view, letter.organisation, letter.device),
      ),
      bytes: Buffer.from(bytes).toString('base64'),
    }))
    return json({ items: letters, next: page.next, ...missingIn(page) })
  },
})

function isOwnCursor(text: string): boolean {
  return /^\d{1,16}-\d{1,6}$/.test(text)
}

type Names = { readonly organisation?: string | undefined; readonly device?: string | undefined }

/** The names that bound what a caller sees; the rule has judged those it gave. */
function ownNames(caller: Caller, asked: Names): Names {
  if (caller.kind === 'organisation') return { ...asked, organisation: caller.organisation }
  if (caller.kind === 'device') return { organisation: caller.organisation, device: caller.device }
  return { organisation: asked.organisation, device: asked.device }
}
