import type { DuckDBConnection } from '@duckdb/node-api'

/** All of the work or nothing; resolves when it is synced to the disk. */
export async function transaction(
  connection: DuckDBConnection,
  work: () => Promise<unknown>,
): Promise<void> {
  await connection.run('BEGIN')
  try {
    await work()
    await connection.run('COMMIT')
  } catch (cause) {
    await connection.run('ROLLBACK').catch(() => undefined)
    throw cause
  }
}
