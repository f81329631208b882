import type { PartName, WindowParts } from '@bypuls/model'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { WindowQuery } from '../store.js'
import { windowStart } from '../window-parts.js'
import type { Catalogue } from './catalogue.js'
import { numbers } from './rows.js'
import { withinSql } from './within.js'

const EXPRESSIONS: { readonly [part in PartName]: string } = {
  count: 'count(*)::DOUBLE',
  sum: 'sum(value)',
  min: 'min(value)',
  max: 'max(value)',
  first: 'arg_min(value, time)',
  last: 'arg_max(value, time)',
  firstAt: 'min(time)::DOUBLE',
  lastAt: 'max(time)::DOUBLE',
  energySum: 'sum(pow(10, value / 10))',
  sinSum: 'sum(sin(radians(value)))',
  cosSum: 'sum(cos(radians(value)))',
}

/** One query for all points and only the parts asked for; streamed as the engine's chunks come. */
export async function* readWindows(
  connection: DuckDBConnection,
  catalogue: Catalogue,
  query: WindowQuery,
): AsyncIterable<readonly WindowParts[]> {
  const ids = query.points.flatMap((point) => catalogue.idOf(point) ?? [])
  if (ids.length === 0 || query.to <= query.from) return
  const parts = [...new Set(query.parts)]
  const zero = windowStart(query.from, query.widthMs, query.originMs)
  const columns = parts.map((part) => `, ${EXPRESSIONS[part]}`).join('')
  const result = await connection.stream(`
    SELECT series, ((time - ${zero}) // ${query.widthMs})::DOUBLE AS nth${columns}
    FROM reading WHERE ${withinSql(ids, query)} AND suspect = ${query.flag === 'suspect'}
    GROUP BY series, nth ORDER BY series, nth`)

  for await (const chunk of result) {
    const series = numbers(chunk, 0)
    const nth = numbers(chunk, 1)
    const values = parts.map((_, at) => numbers(chunk, at + 2))
    yield Array.from(series, (id, row) => {
      const found: { [part in PartName]?: number } = {}
      parts.forEach((part, at) => {
        found[part] = values[at]?.[row] ?? Number.NaN
      })
      const start = zero + (nth[row] ?? 0) * query.widthMs
      return { point: catalogue.pointOf(id), start, ...found }
    })
  }
}
