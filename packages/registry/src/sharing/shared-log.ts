import { gt, max, min, sql } from 'drizzle-orm'
import type { Database } from '../database/database.js'
import { loadMemory, readRecords } from '../database/load.js'
import { type ChangedRecords, changedMemory, KINDS } from '../memory/changed.js'
import type { Memory } from '../memory/memory.js'
import { createPace } from '../pace.js'
import { changes as table } from '../schema/tables.js'
import { lockUntilCommit, WRITERS } from '../server/keys.js'
import type { ChangeLog } from './change-log.js'

/** The channel on which a write tells the others that there is something new. */
export const CHANNEL = 'bypuls_registry'

/** Said of a write after which nothing that was read before holds. */
const EVERYTHING = 'everything'

/** Rows that are kept; whoever is further behind reads everything again. */
const KEPT = 10_000
const TRIM_EVERY = 1000

/** Keys per row of the log. */
const KEYS = 500

export type SharedLog = ChangeLog & { revision(): number }

/** The change log of a registry that several processes write at; `memory` is as of `revision`. */
export function createSharedLog(start: { readonly revision: number }): SharedLog {
  let revision = start.revision

  return {
    revision: () => revision,

    async lock(transaction) {
      await transaction.execute(lockUntilCommit(WRITERS))
    },

    async catchUp(transaction, memory) {
      const { oldest, newest } = await range(transaction)
      if (newest === revision) return memory
      const isLost = newest < revision || oldest > revision + 1
      const caughtUp = isLost
        ? await loadMemory(transaction, createPace())
        : await follow(transaction, memory, revision)
      revision = newest
      return caughtUp
    },

    async append(transaction, changed) {
      const rows = changed === EVERYTHING ? [{ kind: EVERYTHING, keys: [] }] : rowsOf(changed)
      return rows.length === 0 ? revision : await appendRows(transaction, rows)
    },

    committed(of) {
      revision = of
    },
  }
}

/** The number of the newest change; 0 where there is none. */
export async function newestRevision(database: Database): Promise<number> {
  return (await range(database)).newest
}

async function range(database: Database) {
  const rows = await database
    .select({ oldest: min(table.revision), newest: max(table.revision) })
    .from(table)
  return { oldest: rows[0]?.oldest ?? 1, newest: rows[0]?.newest ?? 0 }
}

async function follow(transaction: Database, memory: Memory, behind: number): Promise<Memory> {
  const rows = await transaction.select().from(table).where(gt(table.revision, behind))
  const pace = createPace()
  const keysOf = new Map<string, Set<string>>(KINDS.map((kind) => [kind, new Set()]))
  for (const { kind, keys } of rows) {
    const all = keysOf.get(kind)
    if (all === undefined) return loadMemory(transaction, pace) // everything, or of a newer program
    for (const key of keys) all.add(key)
  }
  const changed = await readRecords(transaction, (kind) => keysOf.get(kind) ?? new Set(), pace)
  return changedMemory(memory, changed, pace)
}

type Row = { readonly kind: string; readonly keys: readonly string[] }

function rowsOf(changed: Partial<ChangedRecords>): readonly Row[] {
  return KINDS.flatMap((kind) => {
    const keys = [...(changed[kind]?.keys() ?? [])]
    const count = Math.ceil(keys.length / KEYS)
    return Array.from({ length: count }, (_, index) => {
      return { kind, keys: keys.slice(index * KEYS, (index + 1) * KEYS) }
    })
  })
}

async function appendRows(transaction: Database, rows: readonly Row[]): Promise<number> {
  const added = await transaction
    .insert(table)
    .values([...rows])
    .returning({ revision: table.revision })
  const newest = Math.max(...added.map(({ revision }) => revision))
  const first = Math.min(...added.map(({ revision }) => revision))
  if (Math.floor(first / TRIM_EVERY) !== Math.floor((newest + 1) / TRIM_EVERY)) {
    await transaction.execute(sql`delete from ${table} where ${table.revision} <= ${newest - KEPT}`)
  }
  await transaction.execute(sql`select pg_notify(${CHANNEL}, ${String(newest)})`)
  return newest
}
