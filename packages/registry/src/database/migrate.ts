import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { PGlite } from '@electric-sql/pglite'
import { sql } from 'drizzle-orm'
import { drizzle, type PgliteDatabase } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { z } from 'zod'

const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url))

const Journal = z.object({ entries: z.array(z.object({ when: z.number(), tag: z.string() })) })
const Applied = z.array(z.object({ newest: z.coerce.number().nullable() }))

/** Drizzle over the embedded Postgres. */
export function toDatabase(client: PGlite) {
  return drizzle({ client })
}

/** The registry was written by a newer program: going on could lose what this one does not know. */
export class NewerRegistryError extends Error {
  constructor(appliedAt: number, knownAt: number) {
    super(
      'the registry was written by a newer version of Bypuls ' +
        `(its schema is of ${day(appliedAt)}, this program knows those up to ${day(knownAt)}): ` +
        'start the newer version, or restore a backup made with this one',
    )
    this.name = 'NewerRegistryError'
  }
}

/** Brings the schema up to this program's; refuses one that is newer. */
export async function bringUpToDate(database: PgliteDatabase): Promise<void> {
  const known = await newestKnown()
  const applied = await newestApplied(database)
  if (applied !== null && applied > known) throw new NewerRegistryError(applied, known)
  await migrate(database, { migrationsFolder: MIGRATIONS })
}

async function newestKnown(): Promise<number> {
  const journal = Journal.parse(
    JSON.parse(await readFile(`${MIGRATIONS}/meta/_journal.json`, 'utf8')),
  )
  return Math.max(...journal.entries.map((entry) => entry.when))
}

async function newestApplied(database: PgliteDatabase): Promise<number | null> {
  const table = 'drizzle.__drizzle_migrations'
  const found = await database.execute<{ there: boolean }>(
    sql`select to_regclass(${table}) is not null as there`,
  )
  if (found.rows[0]?.there !== true) return null
  const applied = await database.execute(
    sql`select max(created_at) as newest from drizzle.__drizzle_migrations`,
  )
  return Applied.parse(applied.rows)[0]?.newest ?? null
}

function day(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10)
}
