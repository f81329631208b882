import { mkdtemp, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { ReadingQuery } from '../store.js'
import type { Catalogue } from './catalogue.js'
import { type Piece, piecesOf } from './pieces.js'
import type { Ask } from './questions.js'
import { withinSql } from './within.js'

/** Readings sorted at once: the engine's memory must leave room for writes beside it. */
const PER_PIECE = 500_000

/**
 * Writes the readings asked for into one Parquet file, by point (in the order asked) and time, and
 * gives their number. A large export is sorted in pieces, which are then joined into the file.
 */
export async function writeParquet(
  ask: Ask,
  catalogue: Catalogue,
  query: ReadingQuery,
  path: string,
): Promise<number> {
  const ids = [...new Set(query.points)].flatMap((point) => catalogue.idOf(point) ?? [])
  const largest = query.limit === undefined ? PER_PIECE : Infinity
  const plan = { ...query, newestFirst: query.order === 'newest-first', largest }
  const pieces: Piece[] = []
  if (ids.length > 0) for await (const piece of piecesOf(ask, ids, plan)) pieces.push(piece)
  const [first = { ids: [], from: 0, to: 0 }] = pieces
  if (pieces.length <= 1) return copy(ask, rowsOf(catalogue, first, query), path)

  const folder = await mkdtemp(join(dirname(resolve(path)), '.export-'))
  try {
    const files = pieces.map((_, at) => join(folder, `${at}.parquet`))
    for (const [at, piece] of pieces.entries()) {
      await copy(ask, rowsOf(catalogue, piece, query), files[at] ?? path)
    }
    return await copy(ask, `SELECT * FROM read_parquet([${files.map(quoted).join()}])`, path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function copy(ask: Ask, rows: string, path: string): Promise<number> {
  const { columns } = await ask(
    `COPY (${rows}) TO ${quoted(resolve(path))} (FORMAT parquet, COMPRESSION zstd)`,
  )
  return columns[0]?.[0] ?? 0
}

/**
 * Names are looked up in a list after the sort, by functions that keep the order of rows: a join
 * does not, and sorting texts takes three times as long.
 */
function rowsOf(catalogue: Catalogue, piece: Piece, { limit, order }: ReadingQuery): string {
  const direction = order === 'newest-first' ? 'DESC' : 'ASC'
  const points = piece.ids.map((id) => quoted(catalogue.pointOf(id)))
  const rank = `row_number() OVER (PARTITION BY series ORDER BY time ${direction})`
  return `
    SELECT list_extract([${points.join()}]::VARCHAR[], nth) AS point,
      make_timestamp_ms(time) AT TIME ZONE 'UTC' AS time,
      value,
      CASE WHEN suspect THEN 'suspect' ELSE 'good' END AS quality
    FROM (
      SELECT list_position([${piece.ids.join()}]::INTEGER[], series) AS nth, time, value, suspect
      FROM everything
      WHERE ${piece.ids.length === 0 ? 'false' : withinSql(piece.ids, piece)}
      ${limit === undefined ? '' : `QUALIFY ${rank} <= ${Math.max(0, Math.floor(limit))}`}
      ORDER BY nth, time ${direction}
    )`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
