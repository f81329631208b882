import type { Command } from 'commander'
import { move } from '../move/move.js'
import { print } from './print.js'

type Options = { readonly from: string; readonly to: string; readonly json?: boolean }

/** `bypuls move`: from one set of stores to another, such as from the embedded default to production. */
export function moveCommand(program: Command): void {
  program
    .command('move')
    .description('copies registry and history to other servers, and compares; both are stopped')
    .requiredOption('--from <data folder or settings file>', 'what is moved; it stays as it is')
    .requiredOption(
      '--to <data folder or settings file>',
      'where to; empty, or of a move broken off',
    )
    .option('--json', 'JSON on one line')
    .action(async ({ from, to, json = false }: Options) => {
      print(await move(from, to, process.stderr), json)
    })
}
