import type { WindowParts } from '@bypuls/model'
import type { ReadingChunk, ReadingQuery, WindowQuery } from '../store.js'
import type { FieldTypes } from './field-types.js'
import { BOTH, ofMeasurements, type Range } from './flux.js'
import type { Reader } from './groups.js'
import { windowsOfChunks } from './raw-windows.js'
import { limited, readReadings } from './readings.js'
import { clamped, instant } from './times.js'
import { readWindows } from './windows.js'

/** Where the engine's shards are counted from: the first of January of the year 1. */
const FIRST_SHARD_MS = -62_135_596_800_000

/** As `readReadings`; a point whose field has had other types is read shard by shard, its numbers alone. */
export async function* readReadingsOfAnyType(
  reader: Reader,
  types: FieldTypes,
  query: ReadingQuery,
): AsyncGenerator<ReadingChunk> {
  const isOther = await types.others()
  if (!query.points.some(isOther)) {
    yield* readReadings(reader, query)
    return
  }
  for (const point of new Set(query.points)) {
    const one = { ...query, points: [point] }
    yield* isOther(point) ? shardByShard(reader, types, one) : readReadings(reader, one)
  }
}

/** As `readWindows`, and the same for such points. */
export async function* readWindowsOfAnyType(
  reader: Reader,
  types: FieldTypes,
  query: WindowQuery,
): AsyncGenerator<readonly WindowParts[]> {
  const isOther = await types.others()
  const others = query.points.filter(isOther)
  yield* readWindows(
    reader,
    others.length === 0
      ? query
      : { ...query, points: query.points.filter((point) => !isOther(point)) },
  )
  const { from, to } = query
  for (const point of new Set(others)) {
    yield* windowsOfChunks(shardByShard(reader, types, { points: [point], from, to }), query)
  }
}

async function* shardByShard(
  reader: Reader,
  types: FieldTypes,
  query: ReadingQuery,
): AsyncGenerator<ReadingChunk> {
  const range = clamped(query.from, query.to)
  if (range === undefined) return
  const shards = await shardsIn(reader, range, await types.shardMs())
  const inOrder = query.order === 'newest-first' ? shards.toReversed() : shards
  async function* all() {
    for (const shard of inOrder) yield* readReadings(reader, { ...query, ...shard })
  }
  yield* limited(all(), query.limit ?? Infinity)
}

/** The parts of a range that lie in one shard each and have some series of ours: found by halving. */
async function shardsIn(reader: Reader, range: Range, shardMs: number): Promise<readonly Range[]> {
  if (!(await hasSeries(reader, range))) return []
  const first = Math.floor((range.from - FIRST_SHARD_MS) / shardMs)
  const last = Math.floor((range.to - 1 - FIRST_SHARD_MS) / shardMs)
  if (first === last) return [range]
  const middle = FIRST_SHARD_MS + Math.ceil((first + last) / 2) * shardMs
  const early = await shardsIn(reader, { from: range.from, to: middle }, shardMs)
  return [...early, ...(await shardsIn(reader, { from: middle, to: range.to }, shardMs))]
}

async function hasSeries({ ask, address }: Reader, { from, to }: Range): Promise<boolean> {
  let rows = 0
  const query = [
    'import "influxdata/influxdb/schema"',
    `schema.tagValues(bucket: "${address.bucket}", tag: "site", start: ${instant(from)},
      stop: ${instant(to)}, predicate: (r) => ${ofMeasurements(BOTH)})`,
  ].join('\n')
  await ask(query, [], () => {
    rows += 1
  })
  return rows > 0
}
