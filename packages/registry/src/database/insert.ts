import { getTableColumns, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from './database.js'

export type Executor = Pick<Database, 'execute'>

/** Rows per statement: a bound for its memory, and for how long it holds the thread. */
const ROWS = 1000

/**
 * Inserts rows as one JSON text that Postgres takes apart by the table's own columns: a value bound one
 * by one, as the query builder does it, takes this database several times as long.
 */
export async function insertAll<Table extends PgTable>(
  executor: Executor,
  table: Table,
  rows: readonly Table['$inferInsert'][],
): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS) {
    await insertSome(executor, table, rows.slice(start, start + ROWS))
  }
}

async function insertSome<Table extends PgTable>(
  executor: Executor,
  table: Table,
  rows: readonly Table['$inferInsert'][],
): Promise<void> {
  const given = Object.keys(rows[0] ?? {})
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => given.includes(key))
  const names = sql.join(
    columns.map(([, column]) => sql.identifier(column.name)),
    sql`, `,
  )
  const json = JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(columns.map(([key, column]) => [column.name, Reflect.get(row, key)])),
    ),
  )
  await executor.execute(
    sql`insert into ${table} (${names})
        select ${names} from json_populate_recordset(null::${table}, ${json}::json)`,
  )
}
