import { type SQL, sql } from 'drizzle-orm'

/** Numbers of the locks that the processes share; they hold for one database. */
const SPACE = 0x62797075 // "bypu"

export const WRITERS = sql.raw(`${SPACE}, 1`)
export const MIGRATIONS = sql.raw(`${SPACE}, 2`)
export const TOUCHED = sql.raw(`${SPACE}, 3`)

/** The lock is held until the transaction ends. */
export function lockUntilCommit(key: SQL): SQL {
  return sql`select pg_advisory_xact_lock(${key})`
}
