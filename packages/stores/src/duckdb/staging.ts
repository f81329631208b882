import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  BOOLEAN,
  DOUBLE,
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  INTEGER,
  VARCHAR,
} from '@duckdb/node-api'

/** Rows that an engine's vector holds. */
const CHUNK = 2_048
/** Rows that are filled in at once: some milliseconds, then others have their turn. */
const PIECE = 8 * CHUNK

export type Column = {
  readonly name: string
  readonly type: DuckDBType
  readonly values: ArrayLike<number | string>
}

export const integers = (name: string, values: ArrayLike<number>): Column => ({
  name,
  type: INTEGER,
  values,
})
export const doubles = (name: string, values: ArrayLike<number>): Column => ({
  name,
  type: DOUBLE,
  values,
})
/** 1 is true. */
export const booleans = (name: string, values: ArrayLike<number>): Column => ({
  name,
  type: BOOLEAN,
  values,
})
export const texts = (name: string, values: ArrayLike<string>): Column => ({
  name,
  type: VARCHAR,
  values,
})

/**
 * Puts columns into a fresh temporary table. Filling is synchronous, so it must never touch the file:
 * a temporary table waits for no checkpoint.
 */
export async function stage(
  connection: DuckDBConnection,
  table: string,
  columns: readonly Column[],
): Promise<void> {
  const schema = columns.map(({ name, type }) => `${name} ${type}`).join()
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${table} (${schema})`)
  const rows = columns[0]?.values.length ?? 0
  for (let from = 0; from < rows; from += PIECE) {
    if (from > 0) await nextTurn()
    const appender = await connection.createAppender(table, 'main', 'temp')
    fill(appender, columns, from, Math.min(rows, from + PIECE))
    appender.closeSync()
  }
}

function fill(
  appender: DuckDBAppender,
  columns: readonly Column[],
  start: number,
  end: number,
): void {
  const types = columns.map(({ type }) => type)
  for (let from = start; from < end; from += CHUNK) {
    const size = Math.min(CHUNK, end - from)
    const chunk = DuckDBDataChunk.create(types, size)
    columns.forEach(({ values }, at) => {
      const vector = chunk.getColumnVector(at)
      for (let row = 0; row < size; row++) vector.setItem(row, values[from + row] ?? null)
      vector.flush()
    })
    appender.appendDataChunk(chunk)
  }
}
