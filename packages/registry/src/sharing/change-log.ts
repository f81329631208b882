import type { Database } from '../database/database.js'
import type { ChangedRecords } from '../memory/changed.js'
import type { Memory } from '../memory/memory.js'

/** What lets several processes write at one registry, and each follow what the others wrote. */
export type ChangeLog = {
  /** Lets this transaction write alone until it ends. */
  lock(transaction: Database): Promise<void>
  /** The memory with all that others have written since. */
  catchUp(transaction: Database, memory: Memory): Promise<Memory>
  /** Writes down what the transaction changes; the number to say `committed` with. */
  append(transaction: Database, changed: Partial<ChangedRecords> | 'everything'): Promise<number>
  committed(revision: number): void
}

/** Of a registry that one process alone has open. */
export const NO_CHANGE_LOG: ChangeLog = {
  lock: async () => undefined,
  catchUp: async (_transaction, memory) => memory,
  append: async () => 0,
  committed: () => undefined,
}
