import type { DuckDBConnection } from '@duckdb/node-api'
import type { TimeSeriesStore } from '../store.js'
import { readAround } from './around.js'
import { createCatalogue, loadCatalogue } from './catalogue.js'
import { openDatabase } from './database.js'
import { toStoreError } from './errors.js'
import { writeParquet } from './export-parquet.js'
import { readReadings } from './readings.js'
import { readWindows } from './windows.js'
import { createWriter } from './writer.js'

export type DuckdbStoreOptions = {
  /** The database file; its folder is made when it is missing. One process owns it. */
  readonly path: string
  /** What the engine may hold in memory; sorting and grouping beyond it goes to a folder beside the file. */
  readonly memoryLimitMb?: number
  readonly threads?: number
}

/** Readings per batch that `latest` gives. */
const BATCH = 4_096

/**
 * Readings in one DuckDB file, the embedded default. A resolved write is synced to the disk. Of two
 * values for one point and time the later write wins, a good one always over a suspect one.
 */
export async function openDuckdbStore(options: DuckdbStoreOptions): Promise<TimeSeriesStore> {
  const { path, memoryLimitMb = 96, threads = 2 } = options
  const database = await openDatabase({ path, memoryLimitMb, threads })
  const catalogue = createCatalogue()
  const own = await database.connect()
  await loadCatalogue(own, catalogue)
  const writer = createWriter(own, catalogue)

  /** Each question has a connection of its own, so that none waits for another or for a write. */
  async function* asking<T>(ask: (connection: DuckDBConnection) => AsyncIterable<T>) {
    const connection = await database.connect()
    try {
      yield* ask(connection)
    } catch (cause) {
      throw toStoreError(path, cause)
    } finally {
      connection.disconnectSync()
    }
  }

  async function asked<T>(ask: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection = await database.connect()
    return naming(ask(connection)).finally(() => connection.disconnectSync())
  }

  async function naming<T>(work: Promise<T>): Promise<T> {
    return work.catch((cause: unknown) => {
      throw toStoreError(path, cause)
    })
  }

  return {
    name: 'duckdb',
    durabilityHorizonMs: 0,
    write: (readings) => naming(writer.write(readings)),
    windows: (query) => asking((connection) => readWindows(connection, catalogue, query)),
    readings: (query) => asking((connection) => readReadings(connection, catalogue, query)),
    async *latest() {
      const newest = catalogue.latest()
      for (let at = 0; at < newest.length; at += BATCH) yield newest.slice(at, at + BATCH)
    },
    around: (points, at) => asked((connection) => readAround(connection, catalogue, points, at)),
    exportParquet: (query, target) =>
      asked((connection) => writeParquet(connection, catalogue, query, target)),
    remove: (range) => naming(writer.remove(range)),
    async health() {
      return { ok: true }
    },
    async close() {
      await writer.idle()
      own.disconnectSync()
      database.close()
    },
  }
}
