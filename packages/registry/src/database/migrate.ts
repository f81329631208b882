import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Database } from './database.js'

const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url))

const Journal = z.object({ entries: z.array(z.object({ when: z.number(), tag: z.string() })) })
const Found = z.object({ rows: z.array(z.object({ there: z.boolean() })) })
const Applied = z.object({ rows: z.array(z.object({ newest: z.coerce.number().nullable() })) })

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

/** Drizzle's own for the kind of database. */
type Migrate = (config: { readonly migrationsFolder: string }) => Promise<void>

/** Brings the schema up to this program's; refuses one that is newer. */
export async function bringUpToDate(database: Database, migrate: Migrate): Promise<void> {
  const known = await newestKnown()
  const applied = await newestApplied(database)
  if (applied !== null && applied > known) throw new NewerRegistryError(applied, known)
  await migrate({ migrationsFolder: MIGRATIONS })
}

/** When the newest schema was made that this program knows, epoch ms. */
export async function newestKnown(): Promise<number> {
  const journal = Journal.parse(
    JSON.parse(await readFile(`${MIGRATIONS}/meta/_journal.json`, 'utf8')),
  )
  return Math.max(...journal.entries.map((entry) => entry.when))
}

async function newestApplied(database: Database): Promise<number | null> {
  const table = 'drizzle.__drizzle_migrations'
  const found = await database.execute(sql`select to_regclass(${table}) is not null as there`)
  if (Found.parse(found).rows[0]?.there !== true) return null
  const applied = await database.execute(
    sql`select max(created_at) as newest from drizzle.__drizzle_migrations`,
  )
  return Applied.parse(applied).rows[0]?.newest ?? null
}

function day(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10)
}
