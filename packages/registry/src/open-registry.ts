import { join } from 'node:path'
import type { OpenRegistry } from './administration.js'
import { aloneInTheCluster } from './alone.js'
import { createAttempts } from './attempts.js'
import { createAuthentication } from './authentication.js'
import { backupOf } from './database/backup.js'
import { loadMemory } from './database/load.js'
import { bringUpToDate, toDatabase } from './database/migrate.js'
import { openPglite } from './database/pglite.js'
import { embeddedStorage } from './database/storage.js'
import { createKeeper } from './keeper.js'
import { createPace } from './pace.js'
import { NO_CHANGE_LOG } from './sharing/change-log.js'
import { addWrites } from './writes/add.js'
import { deviceWrites } from './writes/devices.js'
import { entryWrites } from './writes/entries.js'
import { jobWrites } from './writes/jobs.js'
import { removeWrites } from './writes/remove.js'
import { tokenWrites } from './writes/tokens.js'
import { updateWrites } from './writes/update.js'

export type RegistryOptions = {
  /** `pglite:`, Postgres in the program itself, or `postgres://user@host:5432/database`. */
  readonly url: string
  /** Of the Postgres user; never part of the URL. */
  readonly password?: string
  /** Where everything embedded lives; the registry's folder is made in it. */
  readonly dataDirectory: string
  /** Epoch ms UTC. */
  readonly now: () => number
}

/**
 * Opens the registry: the schema is brought up to date, everything is read into memory once, and each
 * write is on disk before it resolves. One process at a time may have a data folder open.
 *
 * Throws `NewerRegistryError` for a registry that a newer program has written.
 */
export async function openRegistry({
  url,
  dataDirectory,
  now,
}: RegistryOptions): Promise<OpenRegistry> {
  if (url !== 'pglite:') throw new Error(`registry URL "${url}" is not known, expected "pglite:"`)
  const folder = join(dataDirectory, 'registry')
  const client = await openPglite(folder)
  const database = toDatabase(client)
  try {
    await bringUpToDate(database)
  } catch (error) {
    await client.close()
    throw error
  }

  const memory = await loadMemory(database, createPace())
  const keeper = createKeeper({
    storage: embeddedStorage(database),
    log: NO_CHANGE_LOG,
    memory,
    now,
  })
  return {
    view: () => keeper.memory().view,
    onChange: keeper.onChange,
    ...addWrites(keeper),
    ...deviceWrites(keeper),
    ...tokenWrites(keeper),
    ...entryWrites(keeper),
    ...jobWrites(keeper),
    ...updateWrites(keeper),
    ...removeWrites(keeper),
    ...backupOf(keeper, folder),
    ...aloneInTheCluster(keeper),
    ...createAuthentication({ memory: keeper.memory, attempts: createAttempts(now) }),
    health: keeper.health,
    async close() {
      await keeper.settled()
      await client.close()
    },
  }
}
