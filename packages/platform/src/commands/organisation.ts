import type { Command } from 'commander'
import { withOperator } from '../operator.js'
import { print } from './print.js'
import { listAndShow } from './resource.js'

type Options = { readonly name: string; readonly title?: string; readonly json?: boolean }

/** `bypuls organisation add|list|show`: a municipality, member company or institution; the tenant. */
export function organisationCommand(program: Command): void {
  const command = program.command('organisation').description('who owns sites and devices')
  command
    .command('add')
    .requiredOption('--name <slug>', 'its name in topics and paths: a-z, 0-9 and -')
    .option('--title <text>', 'what people read')
    .option('--json', 'JSON on one line')
    .action(async ({ name, title = name, json = false }: Options) => {
      const body = { name, title }
      print(await withOperator((it) => it.send('POST', '/api/v1/organisations', body)), json)
    })
  listAndShow(command, { route: '/api/v1/organisations', columns: ['name', 'title'] })
}
