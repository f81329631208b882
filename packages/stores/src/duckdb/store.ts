import type { TimeSeriesStore } from '../store.js'
import { readAround } from './around.js'
import { createCatalogue, loadCatalogue } from './catalogue.js'
import { openDatabase } from './database.js'
import { toStoreError } from './errors.js'
import { writeParquet } from './export-parquet.js'
import { createQuestions } from './questions.js'
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
  const { connect } = database
  const catalogue = createCatalogue()
  const own = await connect()
  await loadCatalogue(own, catalogue)
  const writer = createWriter(own, catalogue)
  const ask = createQuestions({ connect, path, atOnce: 2 })
  const exporting = createQuestions({ connect, path, atOnce: 1 })

  async function naming<T>(work: Promise<T>): Promise<T> {
    return work.catch((cause: unknown) => {
      throw toStoreError(path, cause)
    })
  }

  return {
    name: 'duckdb',
    durabilityHorizonMs: 0,
    write: (readings) => naming(writer.write(readings)),
    windows: (query) => readWindows(ask, catalogue, query),
    readings: (query) => readReadings(ask, catalogue, query),
    async *latest() {
      const newest = catalogue.latest()
      for (let at = 0; at < newest.length; at += BATCH) yield newest.slice(at, at + BATCH)
    },
    around: (points, at) => readAround(ask, catalogue, points, at),
    exportParquet: (query, target) => writeParquet(exporting, catalogue, query, target),
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
