import type { StoreHealth, TimeSeriesStore } from '../store.js'
import { StoreError } from '../store-error.js'
import { readAround } from './around.js'
import { copyDatabase } from './backup.js'
import { createCatalogue, loadCatalogue } from './catalogue.js'
import { openDatabase } from './database.js'
import { remedyOf } from './errors.js'
import { writeParquet } from './export-parquet.js'
import { createQuestions, inLine } from './questions.js'
import { readReadings } from './readings.js'
import { readWindows } from './windows.js'
import { createWriter } from './writer.js'

export type DuckdbStoreOptions = {
  /** The database file; its folder is made when it is missing. One process owns it. */
  readonly path: string
  /**
   * What the engine may hold in memory (64); the program needs some 70 MB more for it. Sorting and
   * grouping beyond it goes to a folder beside the file.
   */
  readonly memoryLimitMb?: number
  /** The engine's own threads (2). */
  readonly threads?: number
  /** Readings of small or interleaved writes that gather before they are sorted into the history (500 000). */
  readonly settleRows?: number
}

/** Readings per batch that `latest` gives. */
const BATCH = 4_096
/**
 * Questions answered at the same time. With the write beside them they hold three of the four threads
 * that node has for such work, which leaves one for everything else.
 */
const AT_ONCE = 2

/**
 * Readings in one DuckDB file, the embedded default. A resolved write is synced to the disk. Of two
 * values for one point and time the later write wins, a good one always over a suspect one.
 */
export async function openDuckdbStore(options: DuckdbStoreOptions): Promise<TimeSeriesStore> {
  const { path, memoryLimitMb = 64, threads = 2, settleRows = 500_000 } = options
  const database = await openDatabase({ path, memoryLimitMb, threads })
  const catalogue = createCatalogue()
  try {
    await database.use((connection) => loadCatalogue(connection, catalogue))
  } catch (error) {
    await database.close()
    throw error
  }
  const ask = createQuestions(database, AT_ONCE)
  const askExport = inLine(ask)
  let health: StoreHealth = { ok: true }

  function noteFault(error: unknown): void {
    if (!(error instanceof StoreError)) return
    health = { ok: false, detail: error.message, remedy: remedyOf(error) }
  }

  const writer = createWriter({ database, catalogue, settleRows, onSettleFault: noteFault })

  async function noted(written: Promise<void>): Promise<void> {
    try {
      await written
      health = { ok: true }
    } catch (error) {
      noteFault(error)
      throw error
    }
  }

  return {
    name: 'duckdb',
    durabilityHorizonMs: 0,
    write: (readings) => noted(writer.write(readings)),
    writeChunks: (chunks) => noted(writer.writeChunks(chunks)),
    windows: (query) => readWindows(ask, catalogue, query),
    readings: (query) => readReadings(ask, catalogue, query),
    async *latest() {
      const newest = catalogue.latest()
      for (let at = 0; at < newest.length; at += BATCH) yield newest.slice(at, at + BATCH)
    },
    async oldest(points) {
      const times = points.map((point) => catalogue.oldest(catalogue.idOf(point) ?? -1))
      const first = times.reduce((a, b) => Math.min(a, b), Infinity)
      return first === Infinity ? null : first
    },
    around: (points, at) => readAround(ask, catalogue, points, at),
    remove: (range) => writer.remove(range),
    exportParquet: (query, target) => writeParquet(askExport, catalogue, query, target),
    backup: (directory) => copyDatabase(database, directory),
    health: async () => health,
    async close() {
      await writer.idle()
      await database.close()
    },
  }
}
