import type { ReadingChunk, ReadingQuery } from '../store.js'
import type { Catalogue } from './catalogue.js'
import { type Piece, piecesOf } from './pieces.js'
import { type Ask, PER_ANSWER } from './questions.js'
import { withinSql } from './within.js'

/** Raw readings, point by point. No answer is larger than `PER_ANSWER`, whatever was asked. */
export async function* readReadings(
  ask: Ask,
  catalogue: Catalogue,
  query: ReadingQuery,
): AsyncIterable<ReadingChunk> {
  const ids = [...new Set(query.points)].flatMap((point) => catalogue.idOf(point) ?? [])
  if (ids.length === 0 || query.to <= query.from) return
  const { limit } = query
  const newestFirst = query.order === 'newest-first'
  const order = `ORDER BY series, time ${newestFirst ? 'DESC' : 'ASC'}`
  if (limit !== undefined && limit <= PER_ANSWER) {
    const some = `${order} LIMIT ${Math.max(0, Math.floor(limit))}`
    for (const id of ids) yield* fetchPiece(ask, catalogue, { ...query, ids: [id] }, some)
    return
  }
  const left = new Map(query.points.map((point) => [point, limit ?? Infinity]))
  for await (const piece of piecesOf(ask, ids, { ...query, newestFirst, largest: PER_ANSWER })) {
    for await (const chunk of fetchPiece(ask, catalogue, piece, order)) {
      const allowed = left.get(chunk.point) ?? 0
      left.set(chunk.point, Math.max(0, allowed - chunk.value.length))
      if (allowed > 0) yield cut(chunk, 0, allowed)
    }
  }
}

/** The readings of one piece, its points in the order asked. */
async function* fetchPiece(
  ask: Ask,
  catalogue: Catalogue,
  piece: Piece,
  order: string,
): AsyncIterable<ReadingChunk> {
  const { columns } = await ask(`
    SELECT series, time::DOUBLE, value, suspect FROM everything
    WHERE ${withinSql(piece.ids, piece)} ${order}`)
  const [series = NONE, observedAt = NONE, value = NONE, flags = NONE] = columns
  const suspect = Uint8Array.from(flags)
  const byId = new Map<number, ReadingChunk>()
  for (const { id, from, to } of runsOf(series)) {
    const point = catalogue.pointOf(id)
    byId.set(id, cut({ point, observedAt, value, suspect }, from, to))
  }
  for (const id of piece.ids) {
    const chunk = byId.get(id)
    if (chunk !== undefined) yield chunk
  }
}

const NONE = new Float64Array(0)

function* runsOf(series: Float64Array) {
  let from = 0
  for (let at = 1; at <= series.length; at++) {
    if (series[at] === series[from]) continue
    yield { id: series[from] ?? 0, from, to: at }
    from = at
  }
}

function cut(chunk: ReadingChunk, from: number, to: number): ReadingChunk {
  if (from === 0 && to >= chunk.value.length) return chunk
  return {
    point: chunk.point,
    observedAt: chunk.observedAt.subarray(from, to),
    value: chunk.value.subarray(from, to),
    suspect: chunk.suspect.subarray(from, to),
  }
}
