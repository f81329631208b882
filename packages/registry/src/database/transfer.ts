import { getTableColumns, getTableName, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import type { RegistryPart, RegistryTransfer } from '../administration.js'
import type { Keeper } from '../keeper.js'
import type { Memory } from '../memory/memory.js'
import { createPace } from '../pace.js'
import { RegistryError } from '../registry.js'
import * as tables from '../schema/tables.js'
import type { Database } from './database.js'
import { loadMemory } from './load.js'

/** What the registry is made of, parents first; `order` is how its rows were made. */
const CONTENTS = [
  { table: tables.organisations, order: 'name' },
  { table: tables.sites, order: 'name' },
  { table: tables.places, order: 'site, name' },
  { table: tables.points, order: 'id' },
  { table: tables.devices, order: 'created_at, organisation, name' },
  { table: tables.deviceLinks, order: 'id' },
  { table: tables.tokens, order: 'prefix' },
  { table: tables.entries, order: 'point, at_ms' },
  { table: tables.jobs, order: 'id' },
] as const

/** Rows per part. */
const ROWS = 1000

const Rows = z.object({ rows: z.array(z.object({ row: z.string() })) })

/** Taking the whole registry out, and putting it into an empty one. */
export function transferOf(keeper: Keeper): RegistryTransfer {
  return {
    exportAll: (take) =>
      keeper.storage.transaction(async (transaction) => {
        await transaction.execute(PATIENTLY)
        for (const { table, order } of CONTENTS) await exportTable(transaction, table, order, take)
      }, 'snapshot'),

    importAll: (give) =>
      keeper.write(async (memory, transaction) => {
        refuseUnlessEmpty(memory)
        await transaction.execute(PATIENTLY)
        await give((part) => importPart(transaction, part))
        const filled = await loadMemory(transaction, createPace())
        return { memory: filled, answer: undefined, changed: 'everything' }
      }),
  }
}

/** The other side of a transfer may take its time. */
const PATIENTLY = sql`set local idle_in_transaction_session_timeout = '10min'`

async function exportTable(
  transaction: Database,
  table: PgTable,
  order: string,
  take: (part: RegistryPart) => Promise<void>,
): Promise<void> {
  // Numbers that a table gives itself are given anew by the other one.
  const columns = Object.values(getTableColumns(table)).filter(({ columnType }) => {
    return columnType !== 'PgSerial'
  })
  const names = sql.join(
    columns.map(({ name }) => sql.identifier(name)),
    sql`, `,
  )
  await transaction.execute(
    sql`declare part no scroll cursor for
        select row_to_json(it)::text as row
        from (select ${names} from ${table} order by ${sql.raw(order)}) it`,
  )
  for (;;) {
    const answer = await transaction.execute(sql`fetch ${sql.raw(String(ROWS))} from part`)
    const rows = Rows.parse(answer).rows.map(({ row }) => row)
    if (rows.length > 0) await take({ table: getTableName(table), rows })
    if (rows.length < ROWS) break
  }
  await transaction.execute(sql`close part`)
}

const Keys = z.record(z.string(), z.unknown()).transform((row) => Object.keys(row))

async function importPart(transaction: Database, { table: name, rows }: RegistryPart) {
  const table = CONTENTS.find((content) => getTableName(content.table) === name)?.table
  const [first] = rows
  if (table === undefined) throw new Error(`the registry has no table "${name}"`)
  if (first === undefined) return
  const columns = sql.join(
    Keys.parse(JSON.parse(first)).map((key) => sql.identifier(key)),
    sql`, `,
  )
  await transaction.execute(
    sql`insert into ${table} (${columns})
        select ${columns} from json_populate_recordset(null::${table}, ${`[${rows.join(',')}]`}::json)`,
  )
}

function refuseUnlessEmpty({ view: { organisations } }: Memory): void {
  if (organisations.size === 0) return
  throw new RegistryError(
    'registry',
    `registry: it has ${organisations.size} organisations already, expected an empty one, so that nothing is overwritten`,
    409,
  )
}
