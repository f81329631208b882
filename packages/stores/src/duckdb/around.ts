import type { Neighbours } from '../store.js'
import type { Catalogue } from './catalogue.js'
import type { Ask } from './questions.js'
import { eachRow } from './rows.js'
import { withinSql } from './within.js'

/** How far to look, step by step: neighbours are nearly always close, and a whole history is long. */
const REACHES_MS = [3_600_000, 86_400_000, 40 * 86_400_000, Infinity]

type Found = Omit<Neighbours, 'point'>

/** The good neighbours of an instant, point by point. */
export async function readAround(
  ask: Ask,
  catalogue: Catalogue,
  points: readonly string[],
  at: number,
): Promise<readonly Neighbours[]> {
  const found = new Map<number, Found>()
  for (const point of points) {
    const id = catalogue.idOf(point)
    if (id !== undefined) found.set(id, {})
  }
  for (const reach of REACHES_MS) {
    const ids = [...found]
      .filter(([id, of]) => mayHaveMore(catalogue, id, of, at))
      .map(([id]) => id)
    if (ids.length > 0) await look(ask, found, ids, { at, from: at - reach, to: at + reach })
  }
  return points.map((point) => ({ point, ...(found.get(catalogue.idOf(point) ?? -1) ?? {}) }))
}

function mayHaveMore(catalogue: Catalogue, id: number, { before, after }: Found, at: number) {
  const missingBefore = before === undefined && catalogue.oldest(id) < at
  const missingAfter = after === undefined && catalogue.newest(id) >= at
  return missingBefore || missingAfter
}

type Look = { readonly at: number; readonly from: number; readonly to: number }

async function look(ask: Ask, found: Map<number, Found>, ids: readonly number[], span: Look) {
  const answer = await ask(`
    SELECT series,
      max(time) FILTER (time < ${span.at})::DOUBLE, arg_max(value, time) FILTER (time < ${span.at}),
      min(time) FILTER (time >= ${span.at})::DOUBLE, arg_min(value, time) FILTER (time >= ${span.at})
    FROM everything WHERE ${withinSql(ids, span)} AND NOT suspect GROUP BY series`)
  for (const [id = 0, beforeAt = 0, before = 0, afterAt = 0, after = 0] of eachRow(answer)) {
    found.set(id, {
      ...(Number.isNaN(beforeAt) ? {} : { before: { observedAt: beforeAt, value: before } }),
      ...(Number.isNaN(afterAt) ? {} : { after: { observedAt: afterAt, value: after } }),
    })
  }
}
