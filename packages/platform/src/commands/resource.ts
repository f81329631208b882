import type { Command } from 'commander'
import { withOperator } from '../operator.js'
import { print } from './print.js'

type Lists = { readonly items: readonly unknown[]; readonly next: string | null }

/** Adds `list` and `show NAME` of a kind of record to its command. */
export function listAndShow(
  command: Command,
  options: { readonly route: string; readonly columns: readonly string[] },
): Command {
  command
    .command('list')
    .description('every one')
    .option('--json', 'JSON on one line')
    .action(async ({ json = false }: { json?: boolean }) => {
      const items = await withOperator((operator) => everyPage(operator.get, options.route))
      print(json ? items : items.map((item) => only(item, options.columns)), json)
    })
  command
    .command('show <name>')
    .description('one, with everything that is known of it')
    .option('--json', 'JSON on one line')
    .action(async (name: string, { json = false }: { json?: boolean }) => {
      print(await withOperator((operator) => operator.get(`${options.route}/${name}`)), json)
    })
  return command
}

async function everyPage(
  get: (path: string) => Promise<unknown>,
  route: string,
): Promise<unknown[]> {
  const items: unknown[] = []
  let next: string | null = null
  do {
    const path: string = next === null ? route : `${route}?cursor=${encodeURIComponent(next)}`
    const answer = await get(path)
    if (!isList(answer)) return items
    items.push(...answer.items)
    next = answer.next
  } while (next !== null)
  return items
}

function isList(answer: unknown): answer is Lists {
  return typeof answer === 'object' && answer !== null && 'items' in answer && 'next' in answer
}

function only(item: unknown, columns: readonly string[]): Record<string, unknown> {
  if (typeof item !== 'object' || item === null) return {}
  const fields = Object.entries(item).filter(([name]) => columns.includes(name))
  return Object.fromEntries(fields)
}
