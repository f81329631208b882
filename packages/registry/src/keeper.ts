import { DrizzleQueryError, sql } from 'drizzle-orm'
import type { Database } from './database/migrate.js'
import type { Memory } from './memory/memory.js'
import type { Registry, RegistryView } from './registry.js'

/** What one write is given, and what it gives back: the memory as it is after the disk has it. */
export type Write<Answer> = (
  memory: Memory,
  database: Database,
) => Promise<{ readonly memory: Memory; readonly answer: Answer }>

/**
 * Holds the registry's memory and lets writes at it one after the other: each is checked against what
 * the one before it left, goes to disk, and only then is seen.
 */
export function createKeeper(start: {
  readonly database: Database
  readonly memory: Memory
  readonly now: () => number
}) {
  const { database, now } = start
  const listeners = new Set<(view: RegistryView) => void>()
  let memory = start.memory
  let last: Promise<unknown> = Promise.resolve()

  async function run<Answer>(write: Write<Answer>): Promise<Answer> {
    const before = memory
    const written = await write(before, database).catch(withoutValues)
    memory = written.memory
    if (memory.view !== before.view) for (const listener of listeners) listener(memory.view)
    return written.answer
  }

  return {
    now,
    memory: () => memory,

    write<Answer>(write: Write<Answer>): Promise<Answer> {
      const turn = last.then(() => run(write))
      last = turn.catch(() => undefined) // its caller is told; the next one goes on
      return turn
    },

    settled: () => last,

    onChange(listener: (view: RegistryView) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    async health(): ReturnType<Registry['health']> {
      try {
        await database.execute(sql`select 1`)
        return { ok: true }
      } catch (error) {
        const detail = `the registry does not answer: ${String(error)}`
        return {
          ok: false,
          detail,
          remedy: 'look at the disk’s space and rights, then start again',
        }
      }
    },
  }
}

/** The database's own trouble in place of the query with all its values: some are hashes of secrets. */
function withoutValues(error: unknown): never {
  if (!(error instanceof DrizzleQueryError)) throw error
  throw new Error(`the registry cannot write: ${error.cause?.message ?? 'no reason given'}`, {
    cause: error.cause,
  })
}

export type Keeper = ReturnType<typeof createKeeper>
