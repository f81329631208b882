import { cpSync, existsSync, readdirSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { Command } from 'commander'
import { openDataFolder } from '../data-folder.js'
import { settingsOfProcess } from '../environment.js'
import { WorkFailed } from '../work-failed.js'

/** `bypuls restore DIR`: puts a backup into an empty data folder (BYPULS_DATA). */
export function restoreCommand(program: Command): void {
  program
    .command('restore <directory>')
    .description('puts a backup into the data folder, which must be empty')
    .action(async (directory: string) => {
      const from = resolve(directory)
      if (!existsSync(join(from, 'backup.json'))) {
        throw new WorkFailed(
          `${directory} holds no backup`,
          'Name a folder that bypuls backup wrote.',
        )
      }
      const folder = await openDataFolder(settingsOfProcess().BYPULS_DATA)
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
      console.log(
        `Restored into ${folder.path}. Start with BYPULS_DATA=${folder.path} bypuls start`,
      )
    })
}
