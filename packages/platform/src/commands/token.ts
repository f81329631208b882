import type { Command } from 'commander'
import { withOperator } from '../operator.js'
import { print } from './print.js'
import { listAndShow } from './resource.js'

type Options = { readonly organisation: string; readonly write?: boolean; readonly json?: boolean }

/** `bypuls token add|revoke|list|show`: lets a program read (or also write) an organisation's data. */
export function tokenCommand(program: Command): void {
  const command = program
    .command('token')
    .description('access of programs to an organisation’s data')
  command
    .command('add')
    .requiredOption('--organisation <slug>', 'whose data')
    .option('--write', 'may also write')
    .option('--json', 'JSON on one line')
    .action(async ({ organisation, write = false, json = false }: Options) => {
      const body = { organisation, write }
      print(await withOperator((it) => it.send('POST', '/api/v1/tokens', body)), json)
      if (!json) console.log('Keep it now: only its hash is stored.')
    })
  command
    .command('revoke <prefix>')
    .description('the token with that prefix is good no more')
    .action(async (prefix: string) => {
      await withOperator((it) => it.send('DELETE', `/api/v1/tokens/${prefix}`))
      console.log(`${prefix} is revoked`)
    })
  listAndShow(command, {
    route: '/api/v1/tokens',
    columns: ['prefix', 'organisation', 'write', 'createdAt'],
  })
}
