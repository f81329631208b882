import type { ReadingChunk, ReadingQuery } from '../store.js'
import { ahead } from './ahead.js'
import { BOTH, type Named, named, ofPoints, type Range, source, WITHOUT_RANGE } from './flux.js'
import { groupsOf, type Reader, readOnePerPoint } from './groups.js'
import { merged } from './merged.js'
import { type Runs, readRuns } from './runs.js'
import { clamped } from './times.js'
import { PER_ANSWER, walk } from './walk.js'

/** Up to here a point's readings are looked for from their end, not counted first. */
const SMALL_LIMIT = 50_000
/** Time × points below which an answer is small even of a reading every second. */
const SMALL_MS = 2 * 86_400_000

/** Raw readings, point by point, in answers of bounded size whatever was asked. */
export async function* readReadings(
  reader: Reader,
  query: ReadingQuery,
): AsyncGenerator<ReadingChunk> {
  const range = clamped(query.from, query.to)
  const newestFirst = query.order === 'newest-first'
  const limit = query.limit === undefined ? Infinity : Math.max(0, Math.floor(query.limit))
  if (range === undefined || limit === 0) return
  for (const group of groupsOf(named(query.points))) {
    yield* limited(ahead(readGroup(reader, { points: group, range, newestFirst, limit })), limit)
  }
}

type Group = {
  readonly points: Named
  readonly range: Range
  readonly newestFirst: boolean
  readonly limit: number
}

async function* readGroup(reader: Reader, group: Group): AsyncGenerator<ReadingChunk> {
  const { points, range, newestFirst, limit } = group
  if (limit <= SMALL_LIMIT) {
    for (const point of points) yield* walked(reader, { ...group, points: [point] })
    return
  }
  for (const piece of await piecesOf(reader, points, range)) {
    if (piece.isLong) {
      yield* walked(reader, { ...group, points: piece.points })
      continue
    }
    const runs = await readPiece(reader, piece.points, range)
    for (const { point } of piece.points) {
      const of = runs.get(point)
      if (of !== undefined) yield toChunk(point, of, newestFirst)
    }
  }
}

/** One point's, span by span until there are enough. */
async function* walked(reader: Reader, group: Group): AsyncGenerator<ReadingChunk> {
  const { points, range, newestFirst, limit } = group
  for (const point of points) {
    let left = limit
    for await (const runs of walk(reader, { point, range, newestFirst, wanted: limit })) {
      const chunk = toChunk(point.point, runs, newestFirst)
      yield chunk
      left -= chunk.value.length
      if (left <= 0) break
    }
  }
}

type Piece = { readonly points: Named; readonly isLong: boolean }

/** Neighbours in the order asked that fit one answer together; those that do not stand alone. */
async function piecesOf(reader: Reader, points: Named, range: Range): Promise<readonly Piece[]> {
  if ((range.to - range.from) * points.length <= SMALL_MS) return [{ points, isLong: false }]
  const counts = await readOnePerPoint(reader, { points, range, end: 'count()' })
  const pieces: { points: Named[number][]; isLong: boolean }[] = []
  let rows = Infinity
  for (const point of points) {
    const of = counts.get(point.point)
    if (of === undefined) continue
    const count = (of.good?.value ?? 0) + (of.suspect?.value ?? 0)
    rows += count
    if (rows <= PER_ANSWER) {
      pieces.at(-1)?.points.push(point)
    } else {
      pieces.push({ points: [point], isLong: count > PER_ANSWER })
      rows = count
    }
  }
  return pieces
}

function readPiece({ ask, address }: Reader, points: Named, range: Range) {
  return readRuns(ask, `${source(address, range, ofPoints(points, BOTH))} |> ${WITHOUT_RANGE}`)
}

function toChunk(point: string, runs: Runs, newestFirst: boolean): ReadingChunk {
  const chunk = merged(point, runs)
  if (!newestFirst) return chunk
  return {
    point,
    observedAt: chunk.observedAt.toReversed(),
    value: chunk.value.toReversed(),
    suspect: chunk.suspect.toReversed(),
  }
}

/** At most `limit` readings of each point. */
export async function* limited(chunks: AsyncGenerator<ReadingChunk>, limit: number) {
  let point: string | undefined
  let left = limit
  for await (const chunk of chunks) {
    if (chunk.point !== point) left = limit
    point = chunk.point
    if (left <= 0) continue
    yield chunk.value.length <= left ? chunk : firstRows(chunk, left)
    left -= chunk.value.length
  }
}

function firstRows(
  { point, observedAt, value, suspect }: ReadingChunk,
  rows: number,
): ReadingChunk {
  return {
    point,
    observedAt: observedAt.subarray(0, rows),
    value: value.subarray(0, rows),
    suspect: suspect.subarray(0, rows),
  }
}
