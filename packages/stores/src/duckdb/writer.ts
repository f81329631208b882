import type { Reading } from '@bypuls/model'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { PointRange } from '../store.js'
import { type Batch, toBatch } from './batch.js'
import { type Catalogue, loadSpans } from './catalogue.js'
import type { Database } from './database.js'
import { booleans, doubles, integers, stage, texts } from './staging.js'
import { withinSql } from './within.js'

/** Readings per transaction: bounds the memory that a large write needs. */
const LARGEST = 200_000

/** Writes one batch after the other. A write resolves after its commit has been synced to the disk. */
export function createWriter(database: Database, catalogue: Catalogue) {
  let queue: Promise<unknown> = Promise.resolve()

  function inTurn(work: (connection: DuckDBConnection) => Promise<void>): Promise<void> {
    const done = queue.then(() => database.use(work))
    queue = done.catch(() => undefined)
    return done
  }

  return {
    write: (readings: readonly Reading[]) =>
      inTurn(async (connection) => {
        for (let at = 0; at < readings.length; at += LARGEST) {
          await store(connection, catalogue, readings.slice(at, at + LARGEST))
        }
      }),
    remove: (range: PointRange) => inTurn((connection) => remove(connection, catalogue, range)),
    idle: () => queue,
  }
}

async function store(
  connection: DuckDBConnection,
  catalogue: Catalogue,
  readings: readonly Reading[],
): Promise<void> {
  const batch = toBatch(readings, catalogue)
  const unsaved = [...catalogue.unsaved]
  try {
    await stageBatch(connection, catalogue, batch, unsaved)
    await transaction(connection, async () => {
      if (unsaved.length > 0)
        await connection.run('INSERT INTO series SELECT id, point FROM unsaved')
      await connection.run(batch.fresh ? INSERT_FRESH : mergeOf(batch))
    })
  } catch (cause) {
    batch.series.forEach((id, at) => {
      catalogue.reach(id, batch.time[at] ?? 0)
    })
    throw cause
  }
  catalogue.unsaved.splice(0, unsaved.length)
  readings.forEach(({ observedAt, value, flag }, at) => {
    catalogue.note(batch.series[at] ?? 0, observedAt, value, flag === 'suspect')
  })
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

const INSERT_FRESH = 'INSERT INTO reading SELECT series, time::BIGINT, value, suspect FROM staged'

/**
 * Of the staged rows of one series and time the good one wins, then the later. What the file holds
 * already is left alone unless the staged row differs and may replace it.
 */
function mergeOf(batch: Batch): string {
  const range = `r.series BETWEEN ${batch.lowestSeries} AND ${batch.highestSeries}
    AND r.time BETWEEN ${batch.from} AND ${batch.through}`
  return `
    CREATE OR REPLACE TEMP TABLE winner AS
      SELECT series, time::BIGINT AS time, value, suspect FROM staged
      QUALIFY row_number() OVER (PARTITION BY series, time ORDER BY suspect, rowid DESC) = 1;
    CREATE OR REPLACE TEMP TABLE known AS
      SELECT r.series, r.time, r.value, r.suspect FROM reading r
      SEMI JOIN winner w ON r.series = w.series AND r.time = w.time
      WHERE ${range};
    DELETE FROM winner w USING known k WHERE w.series = k.series AND w.time = k.time
      AND ((w.value = k.value AND w.suspect = k.suspect) OR (w.suspect AND NOT k.suspect));
    DELETE FROM reading r USING winner w
      WHERE r.series = w.series AND r.time = w.time AND ${range};
    INSERT INTO reading SELECT series, time, value, suspect FROM winner ORDER BY series, time;`
}

async function remove(connection: DuckDBConnection, catalogue: Catalogue, range: PointRange) {
  const ids = range.points.flatMap((point) => catalogue.idOf(point) ?? [])
  if (ids.length === 0) return
  await connection.run(`DELETE FROM reading WHERE ${withinSql(ids, range)}`)
  for (const id of ids) catalogue.forgetLatest(id)
  await loadSpans(connection, catalogue, ids)
}

async function transaction(connection: DuckDBConnection, work: () => Promise<unknown>) {
  await connection.run('BEGIN')
  try {
    await work()
    await connection.run('COMMIT')
  } catch (cause) {
    await connection.run('ROLLBACK').catch(() => undefined)
    throw cause
  }
}
