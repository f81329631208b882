import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from './database.js'

/**
 * Copies everything as of now into `<directory>/store/readings.duckdb`, while it goes on being written:
 * one transaction sees one state.
 */
export async function copyDatabase(database: Database, directory: string): Promise<void> {
  const folder = join(directory, 'store')
  await mkdir(folder, { recursive: true })
  const target = join(folder, 'readings.duckdb').replaceAll("'", "''")
  await database.use(async (connection) => {
    const [[own] = []] = (await connection.runAndReadAll('SELECT current_database()')).getRows()
    await connection.run(`ATTACH '${target}' AS bypuls_copy`)
    try {
      await connection.run(`COPY FROM DATABASE "${String(own)}" TO bypuls_copy`)
    } finally {
      await connection.run('DETACH bypuls_copy')
    }
  })
}
