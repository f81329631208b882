import type { LoggedMessage } from '@bypuls/ingest'
import { DeviceMessageList, Slug } from '@bypuls/model'
import { z } from 'zod'
import { type Answer, json } from '../answer.js'
import { timezoneOfDevice, toDeviceMessage } from '../message-view.js'
import { missingIn, perhapsIncomplete } from '../missing.js'
import { timezoneQuery } from '../query.js'
import { defineRoute } from '../route.js'

const Flag = z.enum(['true', 'false']).default('false')

/**
 * `GET /devices/:organisation/:device/messages`: what arrived lately, newest first, and what became of
 * it. With `follow=true` the last ones and then each new one as Server-Sent Events.
 */
export const deviceMessagesRoute = defineRoute({
  method: 'get',
  path: '/devices/:organisation/:device/messages',
  summary: 'A device’s last messages and what became of each',
  rule: 'device',
  params: z.object({ organisation: Slug, device: Slug }),
  query: z.object({
    ...timezoneQuery,
    follow: Flag.meta({ description: 'Server-Sent Events `message` as they arrive.' }),
    limit: z.coerce.number().int().min(1).max(1_000).default(100),
  }),
  responses: {
    200: {
      description: 'Messages, newest first',
      schema: perhapsIncomplete(DeviceMessageList),
      types: ['text/event-stream'],
    },
    503: { description: 'No ingest worker answers' },
  },

  async handle({ params, query }, { ingest, registry }): Promise<Answer> {
    const { organisation, device } = params
    const timezone = query.timezone ?? timezoneOfDevice(registry.view(), organisation, device)
    const found = await ingest.messages.list(organisation, device)
    const last = 'items' in found ? found.items : found
    const items = last.slice(0, query.limit).map((message) => toDeviceMessage(message, timezone))
    const known = new Set(last.map(({ id }) => id))
    if (query.follow === 'false') return json({ items, next: null, ...missingIn(found) })
    return {
      kind: 'events',
      start(send) {
        for (const item of items.toReversed()) send('message', JSON.stringify(item))
        return ingest.messages.follow(
          (message) => {
            if (!isOf(message, organisation, device)) return
            send('message', JSON.stringify(toDeviceMessage(message, timezone)))
          },
          { organisation, device, known },
        )
      },
    }
  },
})

function isOf(logged: LoggedMessage, organisation: string, device: string): boolean {
  const from = logged.kind === 'message' ? logged.outcome.message : logged.refusal
  return from.organisation === organisation && from.device === device
}
