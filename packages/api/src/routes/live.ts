import { LiveFrame, Slug } from '@bypuls/model'
import { z } from 'zod'
import type { Answer } from '../answer.js'
import { defineRoute } from '../route.js'
import { mayReadSite } from '../rule.js'

/** `GET /live`: a site's frames as Server-Sent Events, for curl and for those without socket.io. */
export const liveRoute = defineRoute({
  method: 'get',
  path: '/live',
  summary: 'The live frames of a site as Server-Sent Events `frame`',
  rule: 'site',
  params: z.object({}),
  query: z.object({ site: Slug }),
  responses: {
    200: {
      description: 'One `frame` event each, at most twice a second',
      schema: LiveFrame,
      types: ['text/event-stream'],
    },
  },

  handle({ caller, query }, { frames, registry }): Answer {
    // Asked for every frame: a site that stops being public falls silent at once.
    const mayStill = () => {
      const site = registry.view().sites.get(query.site)
      return site !== undefined && mayReadSite(caller, site)
    }
    return {
      kind: 'events',
      start: (send) =>
        frames.follow(query.site, (frame) => {
          if (mayStill()) send('frame', JSON.stringify(frame))
        }),
    }
  },
})
