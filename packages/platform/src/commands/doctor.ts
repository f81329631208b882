import { resolve } from 'node:path'
import type { Command } from 'commander'
import { runningPlatform } from '../control-file.js'
import { diagnose } from '../doctor/diagnose.js'
import { settingsOfProcess } from '../environment.js'
import { WorkFailed } from '../work-failed.js'

/** `bypuls doctor`: checks what a start needs; one line each, exit 1 if any fails. */
export function doctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('settings, ports, broker, store, registry, clock and disk: one line each')
    .option('--json', 'JSON on one line')
    .action(async ({ json = false }: { json?: boolean }) => {
      const settings = settingsOfProcess()
      const running = await runningPlatform(resolve(settings.BYPULS_DATA))
      const checks = await diagnose(settings, running)
      if (json) console.log(JSON.stringify(checks))
      else {
        for (const check of checks) {
          console.log(
            `${check.ok ? 'ok    ' : 'FAILED'}  ${check.name.padEnd(18)}  ${check.detail}`,
          )
          if (!check.ok) console.log(`${' '.repeat(28)}${check.remedy}`)
        }
      }
      const failed = checks.filter((check) => !check.ok).length
      if (failed > 0)
        throw new WorkFailed(
          `${failed} of ${checks.length} checks failed`,
          'Each line above names its remedy.',
        )
    })
}
