import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import type { OpenRegistry, RegistryAdministration } from './administration.js'
import { aloneInTheCluster } from './alone.js'
import { backupOf } from './database/backup.js'
import { loadMemory } from './database/load.js'
import { bringUpToDate } from './database/migrate.js'
import { openPglite } from './database/pglite.js'
import { embeddedStorage } from './database/storage.js'
import { createKeeper, type Keeper } from './keeper.js'
import { createPace } from './pace.js'
import { NO_CHANGE_LOG } from './sharing/change-log.js'

/** A registry's database, brought up to date and read. */
export type Opened = Pick<OpenRegistry, 'isShared' | 'cluster' | 'clockOffsetMs' | 'close'> &
  Partial<Pick<RegistryAdministration, 'backup'>> & { readonly keeper: Keeper }

/** The registry in the program itself. One process at a time may have a data folder open. */
export async function openEmbedded(options: {
  readonly dataDirectory: string
  readonly now: () => number
}): Promise<Opened> {
  const folder = join(options.dataDirectory, 'registry')
  const client = await openPglite(folder)
  const database = drizzle({ client })
  try {
    await bringUpToDate(database, (config) => migrate(database, config))
  } catch (error) {
    await client.close()
    throw error
  }

  const keeper = createKeeper({
    storage: embeddedStorage(database),
    log: NO_CHANGE_LOG,
    memory: await loadMemory(database, createPace()),
    now: options.now,
  })
  return {
    keeper,
    ...aloneInTheCluster(),
    ...backupOf(keeper, folder),
    async close() {
      await keeper.settled()
      await client.close()
    },
  }
}
