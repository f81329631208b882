import { setTimeout } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import { Client } from 'pg'
import { bringUpToDate } from '../database/migrate.js'
import type { Address } from './address.js'
import { MIGRATIONS } from './keys.js'
import { RegistryUnavailableError, toUnavailable } from './unavailable.js'

const OLDEST_VERSION = 15

/** Long enough for the others' migrations, and for ours. */
const MIGRATE_MS = 10 * 60_000

const TRY_EVERY_MS = 500

/**
 * Waits for the server, which may be starting beside us, and brings the schema up to this program's;
 * processes that start together do that one after the other. Rejects with `RegistryUnavailableError`
 * or `NewerRegistryError`.
 */
export async function prepareServer(address: Address, withinMs: number): Promise<void> {
  const until = Date.now() + withinMs
  for (;;) {
    try {
      return await prepareOnce(address)
    } catch (error) {
      const trouble = toUnavailable(error, address.name)
      const mayPass = trouble instanceof RegistryUnavailableError && !isWrongPassword(trouble)
      if (!mayPass || Date.now() + TRY_EVERY_MS > until) throw trouble
      await setTimeout(TRY_EVERY_MS)
    }
  }
}

async function prepareOnce(address: Address): Promise<void> {
  const client = new Client(address.config({ queryMs: MIGRATE_MS }))
  client.on('error', () => undefined) // the query under way is told
  try {
    await client.connect()
    await checkVersion(client, address)
    const database = drizzle({ client })
    await database.execute(sql`select pg_advisory_lock(${MIGRATIONS})`)
    await bringUpToDate(database, (folder) => migrate(database, folder))
  } finally {
    await client.end().catch(() => undefined) // and with it goes the lock
  }
}

async function checkVersion(client: Client, address: Address): Promise<void> {
  const { rows } = await client.query<{ version: string; number: string }>(
    "select current_setting('server_version') as version, current_setting('server_version_num') as number",
  )
  const { version = '', number = '0' } = rows[0] ?? {}
  if (Number(number) >= OLDEST_VERSION * 10_000) return
  throw new RegistryUnavailableError(
    `BYPULS_REGISTRY_URL: Postgres at ${address.name} is ${version}, expected ${OLDEST_VERSION} or newer`,
    'Name a server of a newer version, or upgrade this one.',
  )
}

/** Trying that again only fills the server's log. */
function isWrongPassword({ cause }: RegistryUnavailableError): boolean {
  return cause instanceof Error && 'code' in cause && String(cause.code).startsWith('28')
}
