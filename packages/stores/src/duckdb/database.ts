import { mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { StoreError } from '../store-error.js'
import { isFatal, toStoreError } from './errors.js'

export type DatabaseOptions = {
  readonly path: string
  readonly memoryLimitMb: number
  readonly threads: number
}

/** One DuckDB file. */
export type Database = {
  /** Works on a connection of its own; rejects with a `StoreError` that names cause and remedy. */
  use<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T>
  /** Interrupts what is still running and waits until everyone has left. */
  close(): Promise<void>
}

/**
 * `reading` holds runs sorted by series and time, so that the engine skips what a question does not
 * touch; `recent` holds what arrived interleaved or in small writes, until it is settled (see `settle.ts`).
 */
const COLUMNS =
  'series INTEGER NOT NULL, time BIGINT NOT NULL, value DOUBLE NOT NULL, suspect BOOLEAN NOT NULL'
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS series (id INTEGER NOT NULL, point VARCHAR NOT NULL);
  CREATE TABLE IF NOT EXISTS reading (${COLUMNS});
  CREATE TABLE IF NOT EXISTS recent (${COLUMNS});
  CREATE VIEW IF NOT EXISTS everything AS SELECT * FROM reading UNION ALL SELECT * FROM recent;
`

const INTERRUPT_MS = 20

/** The engine's own lock holds between processes only: inside one, this set does. */
const openHere = new Set<string>()

/**
 * Opens or creates the file and its tables. After a fatal fault (a full disk during a checkpoint) the
 * engine serves nothing any more: the file is then closed when its last user has left, and opened
 * again by the next one.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const path = resolve(options.path)
  if (openHere.has(path)) {
    throw new StoreError('misconfigured', `the store ${path} is open already: open it once`)
  }
  openHere.add(path)
  const working = new Set<DuckDBConnection>()
  let users = 0
  let broken = false
  let closed = false
  let lastLeft = () => {}
  let opening: Promise<DuckDBInstance> | undefined

  async function instance(): Promise<DuckDBInstance> {
    if (broken) throw new StoreError('outage', `the store ${path} failed and is being opened again`)
    opening ??= openInstance(path, options).catch((cause: unknown) => {
      opening = undefined
      throw cause
    })
    return opening
  }

  async function leave(): Promise<void> {
    users -= 1
    if (users === 0) lastLeft()
    if (!broken || users > 0 || opening === undefined) return
    const failed = opening
    opening = undefined
    ;(await failed).closeSync()
    broken = false
  }

  async function use<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    if (closed) throw new StoreError('outage', `the store ${path} has been closed`)
    users += 1
    try {
      const connection = await (await instance()).connect()
      working.add(connection)
      return await work(connection).finally(() => {
        working.delete(connection)
        connection.disconnectSync()
      })
    } catch (cause) {
      broken ||= opening !== undefined && isFatal(cause)
      throw toStoreError(path, cause)
    } finally {
      await leave()
    }
  }

  try {
    await instance()
    return {
      use,
      async close() {
        closed = true
        // Again and again: a question that has not quite begun does not hear it.
        const interrupting = setInterval(() => {
          for (const connection of working) connection.interrupt()
        }, INTERRUPT_MS)
        if (users > 0) await new Promise<void>((resolve) => (lastLeft = resolve))
        clearInterval(interrupting)
        const last = await opening
        last?.closeSync()
        openHere.delete(path)
      },
    }
  } catch (cause) {
    openHere.delete(path)
    throw toStoreError(path, cause)
  }
}

async function openInstance(path: string, options: DatabaseOptions): Promise<DuckDBInstance> {
  await mkdir(dirname(path), { recursive: true })
  const instance = await DuckDBInstance.create(path, {
    threads: String(options.threads),
    memory_limit: `${options.memoryLimitMb}MB`,
    temp_directory: `${path}.tmp`,
  })
  try {
    const connection = await instance.connect()
    await connection.run(SCHEMA).finally(() => connection.disconnectSync())
    return instance
  } catch (cause) {
    instance.closeSync()
    throw cause
  }
}
