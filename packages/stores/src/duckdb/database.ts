import { mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { StoreError } from '../store-error.js'
import { toStoreError } from './errors.js'

export type DatabaseOptions = {
  readonly path: string
  readonly memoryLimitMb: number
  readonly threads: number
}

/** One open DuckDB file. */
export type Database = {
  connect(): Promise<DuckDBConnection>
  close(): void
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS series (id INTEGER NOT NULL, point VARCHAR NOT NULL);
  CREATE TABLE IF NOT EXISTS reading (
    series INTEGER NOT NULL, time BIGINT NOT NULL, value DOUBLE NOT NULL, suspect BOOLEAN NOT NULL
  );
`

/** The engine's own lock holds between processes only: inside one, this set does. */
const openHere = new Set<string>()

/** Opens or creates the file and its tables; rejects with a `StoreError` that names cause and remedy. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const path = resolve(options.path)
  if (openHere.has(path)) {
    throw new StoreError('misconfigured', `the store ${path} is open already: open it once`)
  }
  openHere.add(path)
  try {
    const instance = await openInstance(path, options)
    return {
      connect: () => instance.connect(),
      close() {
        instance.closeSync()
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
  const connection = await instance.connect()
  await connection.run(SCHEMA)
  connection.disconnectSync()
  return instance
}
