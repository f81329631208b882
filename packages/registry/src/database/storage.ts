import { sql } from 'drizzle-orm'
import type { Registry } from '../registry.js'
import type { Database } from './database.js'

/** Where the registry is kept. */
export type Storage = {
  /** For reading; each question is answered as of its own moment. */
  readonly database: Database
  /**
   * Runs the work in one transaction, which is undone where the work throws. With `snapshot` all of its
   * questions are answered as of one moment.
   */
  transaction<Answer>(
    work: (transaction: Database) => Promise<Answer>,
    kind?: 'write' | 'snapshot',
  ): Promise<Answer>
  health(): ReturnType<Registry['health']>
}

/** The embedded database as a storage. */
export function embeddedStorage(database: Database): Storage {
  return {
    database,
    transaction: (work, kind = 'write') =>
      database.transaction(
        work,
        kind === 'snapshot' ? { isolationLevel: 'repeatable read' } : undefined,
      ),
    async health() {
      try {
        await database.execute(sql`select 1`)
        return { ok: true }
      } catch (error) {
        return {
          ok: false,
          detail: `the registry does not answer: ${String(error)}`,
          remedy: 'look at the disk’s space and rights, then start again',
        }
      }
    },
  }
}
