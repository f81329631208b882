import { metricBySlug, type ReadingList, type View, zonedIso } from '@bypuls/model'
import type { PointRecord } from '@bypuls/registry'
import { type Answer, json } from './answer.js'
import { decode, encode, type PageInput } from './cursor.js'
import type { ApiDeps } from './deps.js'
import { createViewer } from './export/viewer.js'
import { badRequest } from './problem.js'

export type ReadingsPage = PageInput & {
  readonly point: PointRecord
  readonly from: number
  readonly to: number
  readonly timezone: string
  readonly view: View
}

/** One page of a point's readings, oldest first. The cursor is the time that the next page starts at. */
export async function readingsPage(asked: ReadingsPage, deps: ApiDeps): Promise<Answer> {
  const { point, to, timezone, view, limit } = asked
  const from = asked.cursor === undefined ? asked.from : startOf(asked.cursor, asked)
  const look = createViewer(deps.registry.entries(point.id), view)
  const items: ReadingList['items'] = []
  let next: string | null = null
  const query = { points: [point.id], from, to, limit: limit + 1 }
  for await (const { observedAt, value, suspect } of deps.store.readings(query)) {
    for (const [row, at] of observedAt.entries()) {
      if (items.length === limit) next ??= encode(String(at))
      else
        items.push({
          time: zonedIso(at, timezone),
          ...look(at, value[row] ?? 0, suspect[row] === 1),
        })
    }
  }
  const unit = metricBySlug(point.metric)?.unit ?? ''
  const list: ReadingList = { point: point.id, metric: point.metric, unit, timezone, items, next }
  return json(list)
}

function startOf(cursor: string, { from, to }: { from: number; to: number }): number {
  const at = Number(decode(cursor))
  if (at >= from && at < to) return at
  throw badRequest([{ path: 'cursor', message: 'expected `next` of the page before' }])
}
