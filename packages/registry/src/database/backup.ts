import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import type { RegistryAdministration } from '../administration.js'
import type { Keeper } from '../keeper.js'
import { syncFolder } from './sync-folder.js'

/** Copies the database's folder between two writes: nothing changes it meanwhile. */
export function backupOf(keeper: Keeper, folder: string): Pick<RegistryAdministration, 'backup'> {
  return {
    backup: (directory) =>
      keeper.turn(async () => {
        await keeper.storage.database.execute(sql`checkpoint`)
        const copy = join(directory, 'registry')
        await mkdir(directory, { recursive: true })
        await cp(folder, copy, { recursive: true, errorOnExist: true, force: false })
        await syncFolder(copy)
      }),
  }
}
