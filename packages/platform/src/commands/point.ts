import { metricBySlug } from '@bypuls/model'
import type { Command } from 'commander'
import { withOperator } from '../operator.js'
import { WrongUse } from '../work-failed.js'
import { print } from './print.js'
import { listAndShow } from './resource.js'

type Options = {
  readonly site: string
  readonly place: string
  readonly metric: string
  readonly kind: string
  readonly json?: boolean
}

/** `bypuls point add|list|show`: a quantity measured at a place; the history belongs to it. */
export function pointCommand(program: Command): void {
  const command = program.command('point').description('what is measured where')
  command
    .command('add')
    .requiredOption('--site <slug>', 'the site')
    .requiredOption('--place <slug>', 'the place; made where it is missing')
    .requiredOption('--metric <slug>', 'what is measured; bypuls lists them at /api/v1/metrics')
    .option(
      '--kind <kind>',
      'of a place that is made: room, meter, outdoor, street, machine',
      'room',
    )
    .option('--json', 'JSON on one line')
    .action(async ({ site, place, metric, kind, json = false }: Options) => {
      if (metricBySlug(metric) === undefined) {
        throw new WrongUse([`--metric=${metric}: expected a metric such as co2 (/api/v1/metrics)`])
      }
      const point = await withOperator(async (it) => {
        try {
          await it.get(`/api/v1/places/${site}.${place}`)
        } catch (error) {
          if (!(error instanceof WrongUse)) throw error
          const made = { site, name: place, title: place, kind, usage: null, occupiedHours: [] }
          await it.send('POST', '/api/v1/places', made)
        }
        return it.send('POST', '/api/v1/points', { site, place, metric })
      })
      print(point, json)
    })
  listAndShow(command, { route: '/api/v1/points', columns: ['id', 'unit', 'device'] })
}
