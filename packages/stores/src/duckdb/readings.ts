import type { DuckDBConnection } from '@duckdb/node-api'
import type { ReadingChunk, ReadingQuery } from '../store.js'
import type { Catalogue } from './catalogue.js'
import { numbers } from './rows.js'
import { withinSql } from './within.js'

/** Raw readings point by point, in columns as long as the engine's chunks. */
export async function* readReadings(
  connection: DuckDBConnection,
  catalogue: Catalogue,
  query: ReadingQuery,
): AsyncIterable<ReadingChunk> {
  const direction = query.order === 'newest-first' ? 'DESC' : 'ASC'
  const limit = query.limit === undefined ? '' : `LIMIT ${Math.max(0, Math.floor(query.limit))}`
  for (const point of new Set(query.points)) {
    const id = catalogue.idOf(point)
    if (id === undefined) continue
    const result = await connection.stream(`
      SELECT time::DOUBLE, value, suspect::INTEGER FROM reading
      WHERE ${withinSql([id], query)} ORDER BY time ${direction} ${limit}`)
    for await (const chunk of result) {
      yield {
        point,
        observedAt: numbers(chunk, 0),
        value: numbers(chunk, 1),
        suspect: Uint8Array.from(numbers(chunk, 2)),
      }
    }
  }
}
