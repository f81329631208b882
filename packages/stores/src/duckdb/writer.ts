import type { Readings } from '@bypuls/model'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { PointRange, ReadingChunk } from '../store.js'
import { type Batch, chunksToBatch, toBatch } from './batch.js'
import { type Catalogue, loadSpans } from './catalogue.js'
import type { Database } from './database.js'
import { insertOf } from './insert.js'
import { createSettling } from './settle.js'
import { booleans, doubles, integers, stage, texts } from './staging.js'
import { transaction } from './transaction.js'
import { withinSql } from './within.js'

/** Readings per transaction: bounds the memory that a large write needs. */
const LARGEST = 300_000

type WriterOptions = {
  readonly database: Database
  readonly catalogue: Catalogue
  readonly settleRows: number
  /** Settling belongs to nobody's write, so its failure is told here; it is tried again later. */
  readonly onSettleFault: (cause: unknown) => void
}

/** Writes one batch after the other. A write resolves after its commit has been synced to the disk. */
export function createWriter({ database, catalogue, settleRows, onSettleFault }: WriterOptions) {
  const settling = createSettling(settleRows)
  let queue: Promise<unknown> = Promise.resolve()

  function inTurn(work: (connection: DuckDBConnection) => Promise<void>): Promise<void> {
    const done = queue.then(() => database.use(work))
    queue = done.catch(() => undefined)
    return done
  }

  /** Each batch is made when the one before it is stored: what is fresh depends on that. */
  function storeEach<Part>(parts: Iterable<Part>, toBatch: (part: Part) => Batch): Promise<void> {
    return inTurn(async (connection) => {
      for (const part of parts) settling.add(await store(connection, catalogue, toBatch(part)))
      if (settling.isDue()) void inTurn(settling.settle).catch(onSettleFault)
    })
  }

  return {
    write: (readings: Readings) => storeEach(partsOf(readings), (part) => toBatch(part, catalogue)),
    writeChunks: (chunks: readonly ReadingChunk[]) =>
      storeEach(groupsOf(chunks), (group) => chunksToBatch(group, catalogue)),
    remove: (range: PointRange) => inTurn((connection) => remove(connection, catalogue, range)),
    /** A write may still have settling put in line behind it. */
    async idle(): Promise<void> {
      for (let last: unknown; last !== queue; ) {
        last = queue
        await last
      }
    },
  }
}

function* partsOf(readings: Readings): Iterable<Readings> {
  if (readings.length <= LARGEST) return yield readings
  const all = [...readings]
  for (let at = 0; at < all.length; at += LARGEST) yield all.slice(at, at + LARGEST)
}

/** Several short chunks, or parts of a long one. */
function* groupsOf(chunks: readonly ReadingChunk[]) {
  let group: ReadingChunk[] = []
  let room = LARGEST
  for (const { point, observedAt, value, suspect } of chunks) {
    for (let at = 0; at < value.length; ) {
      const to = Math.min(value.length, at + room)
      group.push({
        point,
        observedAt: observedAt.subarray(at, to),
        value: value.subarray(at, to),
        suspect: suspect.subarray(at, to),
      })
      room -= to - at
      at = to
      if (room > 0) continue
      yield group
      group = []
      room = LARGEST
    }
  }
  if (group.length > 0) yield group
}

/** Stores one batch in one transaction; gives how many readings it left unsettled. */
async function store(
  connection: DuckDBConnection,
  catalogue: Catalogue,
  batch: Batch,
): Promise<number> {
  const unsaved = [...catalogue.unsaved]
  try {
    await stageBatch(connection, catalogue, batch, unsaved)
    await transaction(connection, async () => {
      if (unsaved.length > 0)
        await connection.run('INSERT INTO series SELECT id, point FROM unsaved')
      await connection.run(insertOf(batch))
    })
  } catch (cause) {
    batch.series.forEach((id, at) => {
      catalogue.reach(id, batch.time[at] ?? 0)
    })
    throw cause
  }
  catalogue.unsaved.splice(0, unsaved.length)
  batch.series.forEach((id, at) => {
    catalogue.note(id, batch.time[at] ?? 0, batch.value[at] ?? 0, batch.suspect[at] === 1)
  })
  return batch.unsettled ? batch.series.length : 0
}

async function stageBatch(
  connection: DuckDBConnection,
  catalogue: Catalogue,
  batch: Batch,
  unsaved: readonly number[],
): Promise<void> {
  await stage(connection, 'staged', [
    integers('series', batch.series),
    doubles('time', batch.time),
    doubles('value', batch.value),
    booleans('suspect', batch.suspect),
  ])
  if (unsaved.length === 0) return
  const points = unsaved.map((id) => catalogue.pointOf(id))
  await stage(connection, 'unsaved', [integers('id', unsaved), texts('point', points)])
}

async function remove(connection: DuckDBConnection, catalogue: Catalogue, range: PointRange) {
  const ids = range.points.flatMap((point) => catalogue.idOf(point) ?? [])
  if (ids.length === 0) return
  await transaction(connection, async () => {
    for (const table of ['reading', 'recent']) {
      await connection.run(`DELETE FROM ${table} WHERE ${withinSql(ids, range)}`)
    }
  })
  await loadSpans(connection, catalogue, ids)
}
