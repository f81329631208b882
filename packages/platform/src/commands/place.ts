import { type Command, InvalidArgumentError } from 'commander'
import { withOperator } from '../operator.js'
import { print } from './print.js'
import { listAndShow } from './resource.js'

type Hours = {
  readonly weekdays: readonly number[]
  readonly start: string
  readonly end: string
}
type Options = {
  readonly site: string
  readonly name: string
  readonly kind: string
  readonly title?: string
  readonly usage?: string
  readonly occupied?: readonly Hours[]
  readonly json?: boolean
}

/** `bypuls place add|list|show`: a room, a meter, a street; where something is measured. */
export function placeCommand(program: Command): void {
  const command = program.command('place').description('rooms, meters, streets of a site')
  command
    .command('add')
    .requiredOption('--site <slug>', 'the site it belongs to')
    .requiredOption('--name <slug>', 'its name in points: a-z, 0-9 and -')
    .requiredOption('--kind <kind>', 'room, meter, outdoor, street or machine')
    .option('--title <text>', 'what people read')
    .option('--usage <text>', 'what a room is used for')
    .option(
      '--occupied <hours>',
      'when a room is in use, e.g. 1-5@08:00-16:00 (1 = Monday)',
      occupied,
    )
    .option('--json', 'JSON on one line')
    .action(async (options: Options) => {
      const body = {
        site: options.site,
        name: options.name,
        title: options.title ?? options.name,
        kind: options.kind,
        usage: options.usage ?? null,
        occupiedHours: (options.occupied ?? []).map((hours) => ({
          ...hours,
          from: null,
          to: null,
          holidays: [],
        })),
      }
      print(
        await withOperator((it) => it.send('POST', '/api/v1/places', body)),
        options.json ?? false,
      )
    })
  listAndShow(command, { route: '/api/v1/places', columns: ['site', 'name', 'title', 'kind'] })
}

function occupied(text: string, before: readonly Hours[] = []): readonly Hours[] {
  const [, first, last, start, end] =
    /^([1-7])(?:-([1-7]))?@(\d\d:\d\d)-(\d\d:\d\d)$/.exec(text) ?? []
  if (first === undefined || start === undefined || end === undefined) {
    throw new InvalidArgumentError(`expected DAYS@FROM-TO such as 1-5@08:00-16:00, got "${text}".`)
  }
  if (Number(last ?? first) < Number(first) || start >= end) {
    throw new InvalidArgumentError(
      `expected the first day and time before the last, such as 5-7@08:00-16:00, got "${text}".`,
    )
  }
  const weekdays: number[] = []
  for (let day = Number(first); day <= Number(last ?? first); day++) weekdays.push(day)
  return [...before, { weekdays, start, end }]
}
