import type { Command } from 'commander'
import { withOperator } from '../operator.js'
import { number } from './arguments.js'
import { print } from './print.js'
import { listAndShow } from './resource.js'

type Options = {
  readonly organisation: string
  readonly name: string
  readonly title?: string
  readonly locality?: string
  readonly latitude: number
  readonly longitude: number
  readonly timezone: string
  readonly priceArea?: string
  readonly heatUtility?: string
  readonly buildingKind?: string
  readonly heatedM2?: number
  readonly outdoorCo2: number
  readonly offlineAfter: number
  readonly traffic?: boolean
  readonly historical?: boolean
  readonly public?: boolean
  readonly licence?: string
  readonly source?: string
  readonly json?: boolean
}

/** `bypuls site add|list|show`: a demonstration site, with its place on earth and its calendar. */
export function siteCommand(program: Command): void {
  const command = program.command('site').description('buildings, streets and areas')
  command
    .command('add')
    .requiredOption('--organisation <slug>', 'who owns it')
    .requiredOption('--name <slug>', 'its name in paths and points: a-z, 0-9 and -')
    .requiredOption('--latitude <degrees>', 'north is positive', number)
    .requiredOption('--longitude <degrees>', 'east is positive', number)
    .option('--title <text>', 'what people read')
    .option('--locality <text>', 'the town or municipality')
    .option('--timezone <zone>', 'its calendar (IANA)', 'Europe/Copenhagen')
    .option('--price-area <area>', 'DK1 or DK2')
    .option('--heat-utility <text>', 'who delivers its district heating')
    .option('--building-kind <text>', 'home, school, office, …')
    .option('--heated-m2 <m2>', 'heated floor area', number)
    .option('--outdoor-co2 <ppm>', 'CO2 outdoors', number, 400)
    .option('--offline-after <minutes>', 'silent for longer is offline', number, 60)
    .option('--traffic', 'a traffic site (air quality index)')
    .option('--historical', 'its readings are of the past; pages open on the last week')
    .option('--public', 'anyone may read it')
    .option('--licence <text>', 'of its data, e.g. CC BY 4.0')
    .option('--source <text>', 'who measured it and where it was published')
    .option('--json', 'JSON on one line')
    .action(async (options: Options) => {
      const site = await withOperator((it) => it.send('POST', '/api/v1/sites', siteBody(options)))
      print(site, options.json ?? false)
    })
  listAndShow(command, {
    route: '/api/v1/sites',
    columns: ['id', 'title', 'locality', 'points', 'source', 'newestAt'],
  })
}

function siteBody(options: Options) {
  return {
    name: options.name,
    title: options.title ?? options.name,
    locality: options.locality ?? options.organisation,
    organisation: options.organisation,
    latitude: options.latitude,
    longitude: options.longitude,
    timezone: options.timezone,
    priceArea: options.priceArea ?? null,
    heatUtility: options.heatUtility ?? null,
    buildingKind: options.buildingKind ?? null,
    heatedM2: options.heatedM2 ?? null,
    traffic: options.traffic ?? false,
    outdoorCo2Ppm: options.outdoorCo2,
    source: options.historical === true ? 'historical' : 'measured',
    public: options.public ?? false,
    licence: options.licence ?? '',
    sourceText: options.source ?? '',
    offlineAfterMs: options.offlineAfter * 60_000,
  }
}
