import type { Command } from 'commander'
import { withOperator } from '../operator.js'
import { deviceName, milliseconds, pairs } from './arguments.js'
import { deviceTail } from './device-tail.js'
import { print } from './print.js'
import { listAndShow } from './resource.js'

type Options = {
  readonly organisation: string
  readonly name: string
  readonly title?: string
  readonly format: string
  readonly point?: readonly (readonly [string, string])[]
  readonly interval: number
  readonly json?: boolean
}

/** `bypuls device add|revoke|rotate|tail|list|show`: the hardware, its credential and what its fields mean. */
export function deviceCommand(program: Command): void {
  const command = program.command('device').description('sensors, meters and gateways')
  command
    .command('add')
    .requiredOption('--organisation <slug>', 'who owns it')
    .requiredOption('--name <slug>', 'its name in topics: a-z, 0-9 and -')
    .option('--format <name>', 'what it sends; /api/v1/formats lists them', 'bypuls-json')
    .option('--title <text>', 'what people read')
    .option('--point <field=POINT>', 'a field and the point it measures, again and again', pairs)
    .option('--interval <time>', 'how often it sends: 10s, 5m, 1h', milliseconds, 60_000)
    .option('--json', 'JSON on one line')
    .action(async (options: Options) => {
      const credential = await withOperator((it) =>
        it.send('POST', '/api/v1/devices', deviceBody(options)),
      )
      print(credential, options.json ?? false)
      if (options.json !== true) {
        console.log('Keep the password now: only its hash is stored.')
        console.log(`Publish to ${options.organisation}/${options.name}/up`)
      }
    })
  command
    .command('revoke')
    .argument('<device>', 'ORGANISATION/DEVICE', deviceName)
    .description('its credential is no longer good and its connection is cut')
    .action(async (device: string) => {
      await withOperator((it) => it.send('DELETE', `/api/v1/devices/${device}`))
      console.log(`${device} is revoked`)
    })
  command
    .command('rotate')
    .argument('<device>', 'ORGANISATION/DEVICE', deviceName)
    .description('a new password for it, printed once; the old one is no longer good')
    .option('--json', 'JSON on one line')
    .action(async (device: string, { json = false }: { json?: boolean }) => {
      print(
        await withOperator((it) => it.send('POST', `/api/v1/devices/${device}/credential`)),
        json,
      )
    })
  deviceTail(command)
  listAndShow(command, {
    route: '/api/v1/devices',
    columns: ['organisation', 'name', 'title', 'format', 'state'],
  })
}

function deviceBody(options: Options) {
  return {
    organisation: options.organisation,
    name: options.name,
    title: options.title ?? options.name,
    format: options.format,
    links: (options.point ?? []).map(([field, point]) => ({
      field,
      point,
      from: 0,
      expectedIntervalMs: options.interval,
    })),
  }
}
