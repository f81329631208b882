import { existsSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OpenRegistry } from './administration.js'
import { restoreFrom } from './database/dump.js'
import { openRegistry, type RegistryOptions } from './open-registry.js'

/**
 * Copies everything (records, hashes of passwords and tokens, links, entries, jobs), as of one moment,
 * into an empty registry of either kind: all of it or nothing. Rejects with `RegistryError` (409) where
 * the target holds something already.
 */
export function copyRegistry(
  from: Pick<OpenRegistry, 'exportAll'>,
  to: Pick<OpenRegistry, 'importAll'>,
): Promise<void> {
  return to.importAll((take) => from.exportAll(take))
}

/**
 * Puts what `backup` wrote into `registry` of that directory into the registry of these options, which
 * must be empty; either kind of registry takes a backup of either kind.
 */
export async function restoreRegistry(directory: string, options: RegistryOptions): Promise<void> {
  const target = await openRegistry(options)
  try {
    const isFolder = existsSync(join(directory, 'registry', 'PG_VERSION'))
    await (isFolder ? restoreFolder(directory, target) : restoreFrom(directory, target))
  } finally {
    await target.close()
  }
}

/** An embedded registry's backup is a database: a copy of it is opened, so that it stays as it is. */
async function restoreFolder(directory: string, target: OpenRegistry): Promise<void> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'bypuls-restore-'))
  try {
    await cp(join(directory, 'registry'), join(dataDirectory, 'registry'), { recursive: true })
    const source = await openRegistry({ url: 'pglite:', dataDirectory, now: Date.now })
    await copyRegistry(source, target).finally(() => source.close())
  } finally {
    await rm(dataDirectory, { recursive: true, force: true })
  }
}
