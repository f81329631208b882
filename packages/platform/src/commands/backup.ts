import { resolve } from 'node:path'
import type { Command } from 'commander'
import { withOperator } from '../operator.js'
import { print } from './print.js'

/** `bypuls backup DIR`: a whole copy of the data folder's content, taken while the program runs. */
export function backupCommand(program: Command): void {
  program
    .command('backup <directory>')
    .description(
      'a copy of everything, taken while the program runs; the folder must be new or empty',
    )
    .option('--json', 'JSON on one line')
    .action(async (directory: string, { json = false }: { json?: boolean }) => {
      const body = { directory: resolve(directory) }
      print(await withOperator((it) => it.send('POST', '/api/v1/backups', body)), json)
    })
}
