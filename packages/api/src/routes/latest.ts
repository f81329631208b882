import { type Latest, LatestList, Slug } from '@bypuls/model'
import { z } from 'zod'
import { pageQuery, toPage } from '../cursor.js'
import { createLatestView } from '../latest.js'
import { visiblePoints } from '../point-view.js'
import { defineRoute } from '../route.js'
import { enforce } from '../rule.js'

/** A whole city in one answer: it comes from memory. */
const limit = z.coerce.number().int().min(1).max(100_000).default(1_000)

/** Text becomes bytes in pieces of this many characters, before the next ones need the memory. */
const PIECE = 32 * 1024

/**
 * What `JSON.stringify` would write, in a third of the time: for 60 000 points that matters. Names and
 * times hold nothing that JSON escapes.
 */
function toText(latest: Latest): string {
  const { point, observedAt, receivedAt, value, unit, quality, rule, state } = latest
  const text = (of: string | null) => (of === null ? 'null' : `"${of}"`)
  return (
    `{"point":"${point}","observedAt":${text(observedAt)},"receivedAt":${text(receivedAt)},` +
    `"value":${value},"unit":"${unit}","quality":"${quality}","rule":${text(rule)},` +
    `"state":"${state}"}`
  )
}

/** `GET /latest`: the newest value of every point, from memory. */
export const latestRoute = defineRoute({
  method: 'get',
  path: '/latest',
  summary: 'The newest value of every point',
  rule: 'filtered',
  params: z.object({}),
  query: z.object({ site: Slug.optional(), ...pageQuery, limit }),
  responses: { 200: { description: 'Points by id', schema: LatestList } },

  handle({ caller, query }, deps) {
    if (query.site !== undefined) enforce('site', caller, { site: query.site }, deps.registry)
    const points = visiblePoints(
      caller,
      deps,
      (site) => query.site === undefined || site.name === query.site,
    )
    const { items, next } = toPage(points, ({ id }) => id, query)
    const latestOf = createLatestView(deps)
    const { sites } = deps.registry.view()
    const pieces: Buffer[] = []
    let text = '{"items":['
    let separator = ''
    for (const point of items) {
      const site = sites.get(point.site)
      if (site === undefined) continue
      text += separator + toText(latestOf(point, site))
      separator = ','
      if (text.length < PIECE) continue
      pieces.push(Buffer.from(text))
      text = ''
    }
    pieces.push(Buffer.from(`${text}],"next":${JSON.stringify(next)}}`))
    return { kind: 'json-bytes', bytes: Buffer.concat(pieces) }
  },
})
