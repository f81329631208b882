import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Database } from './database/database.js'
import { loadMemory } from './database/load.js'
import type { Storage } from './database/storage.js'
import { createKeeper } from './keeper.js'
import type { Opened } from './open-embedded.js'
import { createPace } from './pace.js'
import { parseAddress } from './server/address.js'
import { createFollowing } from './server/following.js'
import { createLeading } from './server/leading.js'
import { createNames } from './server/names.js'
import { prepareServer } from './server/prepare.js'
import { openSession, type Session } from './server/session.js'
import { openServerStorage } from './server/storage.js'
import { RegistryUnavailableError, toUnavailable } from './server/unavailable.js'
import { createSharedLog, newestRevision } from './sharing/shared-log.js'
import { createTouched } from './sharing/touched.js'

export type ServerOptions = {
  readonly url: string
  readonly password?: string
  readonly now: () => number
  readonly startWithinMs?: number
  readonly onTrouble?: (error: Error) => void
}

/** Containers start together: Postgres may need that long to take its first connection. */
const START_WITHIN_MS = 15_000

/** The registry on a Postgres server, which several processes share. */
export async function openServer(options: ServerOptions): Promise<Opened> {
  const { url, password, now, onTrouble = () => undefined } = options
  const address = parseAddress(url, password)
  await prepareServer(address, options.startWithinMs ?? START_WITHIN_MS)
  const storage = openServerStorage(address)
  const { memory, revision } = await loaded(storage).catch(async (error: unknown) => {
    await storage.close()
    throw error
  })
  const log = createSharedLog({ revision })
  const keeper = createKeeper({ storage, log, memory, now })

  /** Being away is told once, when the connection breaks. */
  function told(error: unknown): void {
    if (error instanceof RegistryUnavailableError) return
    onTrouble(error instanceof Error ? error : new Error(String(error)))
  }
  function lost(reason: Error): void {
    storage.renew()
    const trouble = toUnavailable(reason, address.name)
    onTrouble(trouble instanceof Error ? trouble : reason)
  }

  let session: Session | undefined
  const client = () => session?.client() ?? null
  const following = createFollowing(keeper, log, told)
  const names = createNames({ client, onTrouble })
  const leading = createLeading({ client, onTrouble, catchUp: keeper.catchUp })
  session = openSession(address, [following, leading, names, { lost }])

  return {
    keeper,
    isShared: true,
    cluster: {
      join: names.join,
      processes: names.processes,
      lead: leading.lead,
      ...createTouched(storage),
    },
    clockOffsetMs: () => clockOffset(storage.database, now),
    async close() {
      await leading.stopAll()
      await names.leave()
      await session?.close()
      await following.settled()
      await keeper.settled()
      await storage.close()
    },
  }
}

/** Everything as of one moment, with the number of the last change in it. */
function loaded(storage: Storage) {
  return storage.transaction(
    async (transaction) => ({
      memory: await loadMemory(transaction, createPace()),
      revision: await newestRevision(transaction),
    }),
    'snapshot',
  )
}

const Clock = z.object({ rows: z.array(z.object({ ms: z.coerce.number() })).length(1) })

/** Asked in the middle between two looks at our clock. */
async function clockOffset(database: Database, now: () => number): Promise<number> {
  const before = now()
  const answer = await database.execute(
    sql`select extract(epoch from clock_timestamp()) * 1000 as ms`,
  )
  const after = now()
  return (before + after) / 2 - (Clock.parse(answer).rows[0]?.ms ?? 0)
}
