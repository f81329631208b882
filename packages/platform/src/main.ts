import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { z } from 'zod'
import { commands } from './commands.js'
import { WorkFailed, WrongUse } from './work-failed.js'

/**
 * The command `bypuls`. Returns the exit code: 0 done, 1 the work failed, 2 wrong use or wrong setting.
 * A failure of the outside world prints what and the remedy, never a stack; a bug does.
 */
export async function main(args: readonly string[]): Promise<number> {
  const program = new Command('bypuls')
    .description('From a sensor’s message to a live city picture and a citable dataset.')
    .exitOverride()
    .version(VERSION, '--version', 'which Bypuls this is')
    .showHelpAfterError('(--help tells what is there)')
  for (const command of commands) command(program)
  try {
    await program.parseAsync([...args], { from: 'user' })
    return 0
  } catch (error) {
    return told(error)
  }
}

const VERSION = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))).version

function told(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof WrongUse) {
    for (const fault of error.faults) console.error(fault)
    return 2
  }
  if (error instanceof WorkFailed) {
    console.error(`${error.message}\n${error.remedy}`)
    return 1
  }
  throw error
}
