import type { Command } from 'commander'
import { settingsOfProcess } from '../environment.js'
import { openPlatform } from '../platform.js'
import { rolesOf } from '../roles.js'
import { WrongUse } from '../work-failed.js'
import { number } from './arguments.js'

type Options = { readonly demo?: boolean; readonly seed: number; readonly roles: string }

/** `bypuls start`: the whole platform in this process, until SIGTERM or SIGINT. */
export function startCommand(program: Command): void {
  program
    .command('start')
    .description('broker, ingest, store, registry, API and pages in this process')
    .option('--demo', 'with six simulated sites, a year of history and a running simulator')
    .option('--seed <number>', 'which simulated city', number, 1)
    .option(
      '--roles <names>',
      'which parts this process plays: all, or broker,ingest,watch,api',
      'all',
    )
    .action(async ({ demo = false, seed, roles: names }: Options) => {
      const settings = settingsOfProcess()
      const roles = rolesOf(names, settings)
      if (demo && !roles.has('ingest'))
        throw new WrongUse([`--demo: expected ingest among the --roles, got ${names}`])
      const platform = await openPlatform(settings, { roles, demo: demo ? { seed } : null })
      console.log(`Bypuls is ready: ${platform.publicUrl}`)
      const signal = await stopSignal()
      platform.logger.info(`${signal}: stopping`)
      await platform.close()
    })
}

/** A second signal ends the process at once, as people expect of Ctrl-C. */
function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((done) => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) {
      process.once(name, () => {
        done(name)
        process.once(name, () => process.exit(1))
      })
    }
  })
}
