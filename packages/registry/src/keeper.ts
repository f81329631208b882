import { DrizzleQueryError } from 'drizzle-orm'
import type { Database } from './database/database.js'
import type { Storage } from './database/storage.js'
import { type ChangedRecords, changedMemory } from './memory/changed.js'
import type { Memory } from './memory/memory.js'
import { createPace } from './pace.js'
import type { RegistryView } from './registry.js'
import type { ChangeLog } from './sharing/change-log.js'

/** What one write is given: the memory as it is, and the transaction to write in. */
export type Write<Answer> = (memory: Memory, transaction: Database) => Promise<Written<Answer>>

/** What it gives back: what it changed, with the memory that comes of it where it knows that already. */
export type Written<Answer> = { readonly answer: Answer } & (
  | { readonly changed: Partial<ChangedRecords>; readonly memory?: Memory }
  | { readonly changed: 'everything'; readonly memory: Memory }
)

/**
 * Holds the registry's memory and lets writes at it one after the other, each in one transaction: it is
 * checked against what the one before it left (another process's too), goes to disk, and only then is
 * seen.
 */
export function createKeeper(start: {
  readonly storage: Storage
  readonly log: ChangeLog
  readonly memory: Memory
  readonly now: () => number
}) {
  const { storage, log, now } = start
  const listeners = new Set<(view: RegistryView) => void>()
  let memory = start.memory
  let last: Promise<unknown> = Promise.resolve()

  function adopt(next: Memory): void {
    const before = memory
    memory = next
    if (next.view !== before.view) for (const listener of listeners) listener(next.view)
  }

  async function run<Answer>(write: Write<Answer>): Promise<Answer> {
    const { written, revision } = await storage
      .transaction(async (transaction) => {
        await log.lock(transaction)
        adopt(await log.catchUp(transaction, memory))
        const written = await write(memory, transaction)
        return { written, revision: await log.append(transaction, written.changed) }
      })
      .catch(withoutValues)
    log.committed(revision)
    adopt(await memoryAfter(written))
    return written.answer
  }

  async function memoryAfter(written: Written<unknown>): Promise<Memory> {
    if (written.changed === 'everything') return written.memory
    return written.memory ?? changedMemory(memory, written.changed, createPace())
  }

  /** Whatever must not run beside a write. */
  function turn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const done = last.then(work)
    last = done.catch(() => undefined) // its caller is told; the next one goes on
    return done
  }

  return {
    now,
    storage,
    memory: () => memory,
    turn,
    write: <Answer>(write: Write<Answer>): Promise<Answer> => turn(() => run(write)),

    /** Brings the memory up to date with what other processes have written. */
    catchUp: (): Promise<void> =>
      turn(async () => {
        adopt(await storage.transaction((it) => log.catchUp(it, memory), 'snapshot'))
      }),

    settled: () => last,

    onChange(listener: (view: RegistryView) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/**
 * The database's own trouble in place of the query with all its values: some are hashes of secrets, and
 * so may be what the database tells beside its message.
 */
function withoutValues(error: unknown): never {
  if (!(error instanceof DrizzleQueryError)) throw error
  const { cause } = error
  const code = cause !== undefined && 'code' in cause ? ` (${String(cause.code)})` : ''
  throw new Error(`the registry cannot write: ${cause?.message ?? 'no reason given'}${code}`)
}

export type Keeper = ReturnType<typeof createKeeper>
