import { cpSync, existsSync, readdirSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { RegistryError, restoreRegistry } from '@bypuls/registry'
import type { Command } from 'commander'
import { openDataFolder } from '../data-folder.js'
import { settingsOfProcess } from '../environment.js'
import { isRegistryShared, type Settings } from '../settings.js'
import { toWorkFailed } from '../trouble.js'
import { WorkFailed } from '../work-failed.js'

/** `bypuls restore DIR`: puts a backup into an empty data folder (BYPULS_DATA), or its registry into Postgres. */
export function restoreCommand(program: Command): void {
  program
    .command('restore <directory>')
    .description(
      'puts a backup into the data folder, or the registry’s part into Postgres; either must be empty',
    )
    .action(async (directory: string) => {
      const from = resolve(directory)
      if (!existsSync(join(from, 'backup.json'))) {
        throw new WorkFailed(
          `${directory} holds no backup`,
          'Name a folder that bypuls backup wrote.',
        )
      }
      const settings = settingsOfProcess()
      const said = isRegistryShared(settings)
        ? await intoServer(from, settings)
        : await intoFolder(from, settings.BYPULS_DATA)
      console.log(said)
    })
}

async function intoFolder(from: string, data: string): Promise<string> {
  const folder = await openDataFolder(data)
  try {
    const there = readdirSync(folder.path)
    if (there.length > 0) {
      throw new WorkFailed(
        `BYPULS_DATA: ${folder.path} is not empty (${there.slice(0, 3).join(', ')})`,
        'Restore into a new folder, so that nothing is overwritten.',
      )
    }
    cpSync(from, folder.path, {
      recursive: true,
      filter: (file) => basename(file) !== 'backup.json',
    })
  } finally {
    await folder.release()
  }
  return `Restored into ${folder.path}. Start with BYPULS_DATA=${folder.path} bypuls start`
}

/** The registry alone: the readings come back by the store's own tools. */
async function intoServer(from: string, settings: Settings): Promise<string> {
  const { BYPULS_REGISTRY_URL: url, BYPULS_REGISTRY_PASSWORD: password } = settings
  try {
    await restoreRegistry(from, {
      url,
      ...(password === undefined ? {} : { password }),
      dataDirectory: resolve(settings.BYPULS_DATA),
      now: Date.now,
    })
  } catch (error) {
    if (!(error instanceof RegistryError)) throw toWorkFailed(error)
    throw new WorkFailed(
      `BYPULS_REGISTRY_URL: ${error.message}`,
      'Restore into an empty database, so that nothing is overwritten.',
    )
  }
  return 'Restored the registry. Readings on a server come back by its own tools.'
}
