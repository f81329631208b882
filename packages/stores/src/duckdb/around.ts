import type { DuckDBConnection } from '@duckdb/node-api'
import type { Neighbours } from '../store.js'
import type { Catalogue } from './catalogue.js'
import { eachRow } from './rows.js'
import { withinSql } from './within.js'

/** The good neighbours of an instant, point by point. */
export async function readAround(
  connection: DuckDBConnection,
  catalogue: Catalogue,
  points: readonly string[],
  at: number,
): Promise<readonly Neighbours[]> {
  const ids = points.flatMap((point) => catalogue.idOf(point) ?? [])
  const found = new Map<string, Neighbours>()
  if (ids.length > 0) {
    const result = await connection.run(`
      SELECT series,
        max(time) FILTER (time < ${at})::DOUBLE, arg_max(value, time) FILTER (time < ${at}),
        min(time) FILTER (time >= ${at})::DOUBLE, arg_min(value, time) FILTER (time >= ${at})
      FROM reading WHERE ${withinSql(ids, { from: -Infinity, to: Infinity })} AND NOT suspect
      GROUP BY series`)
    await eachRow(result, 5, ([id = 0, beforeAt = 0, before = 0, afterAt = 0, after = 0]) => {
      const point = catalogue.pointOf(id)
      found.set(point, {
        point,
        ...(Number.isNaN(beforeAt) ? {} : { before: { observedAt: beforeAt, value: before } }),
        ...(Number.isNaN(afterAt) ? {} : { after: { observedAt: afterAt, value: after } }),
      })
    })
  }
  return points.map((point) => found.get(point) ?? { point })
}
