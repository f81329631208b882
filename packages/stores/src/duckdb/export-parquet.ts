import { resolve } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { ReadingQuery } from '../store.js'
import type { Catalogue } from './catalogue.js'
import { withinSql } from './within.js'

/**
 * Writes the readings asked for into one Parquet file, sorted by point and time, and gives their
 * number. Columns: `point` (string), `time` (instant, UTC), `value` (double), `quality` (`good`,
 * `suspect`). The engine writes it in its own threads and sorts on disk what does not fit its memory.
 */
export async function writeParquet(
  connection: DuckDBConnection,
  catalogue: Catalogue,
  query: ReadingQuery,
  path: string,
): Promise<number> {
  const ids = query.points.flatMap((point) => catalogue.idOf(point) ?? [])
  const direction = query.order === 'newest-first' ? 'DESC' : 'ASC'
  const result = await connection.run(`
    COPY (
      SELECT s.point, ${TIME} AS time, r.value, ${QUALITY} AS quality
      FROM reading r JOIN series s ON s.id = r.series
      WHERE ${ids.length === 0 ? 'false' : withinSql(ids, query)}
      ${query.limit === undefined ? '' : limitSql(query.limit, direction)}
      ORDER BY r.series, r.time ${direction}
    ) TO ${quoted(resolve(path))} (FORMAT parquet, COMPRESSION zstd)`)
  const [[rows] = []] = await result.getRows()
  return Number(rows)
}

/** Named as UTC, or the engine would take it for the machine's local time. */
const TIME = `make_timestamp_ms(r.time) AT TIME ZONE 'UTC'`
const QUALITY = `CASE WHEN r.suspect THEN 'suspect' ELSE 'good' END`

function limitSql(limit: number, direction: string): string {
  const rank = `row_number() OVER (PARTITION BY r.series ORDER BY r.time ${direction})`
  return `QUALIFY ${rank} <= ${Math.max(0, Math.floor(limit))}`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
