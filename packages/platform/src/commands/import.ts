import { writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { importFile } from '../import/import-file.js'
import { withOperator } from '../operator.js'
import { progressLine } from '../progress.js'
import { pairs, texts } from './arguments.js'
import { print } from './print.js'

type Options = {
  readonly map?: readonly (readonly [string, string])[]
  readonly time: string
  readonly timezone?: string
  readonly header?: string
  readonly ignore?: readonly string[]
  readonly dryRun?: boolean
  readonly report?: string
  readonly json?: boolean
}

/** `bypuls import FILE`: history from a CSV file into points that are there. */
export function importCommand(program: Command): void {
  program
    .command('import <file>')
    .description('history from a CSV file (comma, semicolon or tab; decimal point or comma)')
    .option('--map <COLUMN=POINT[:UNIT]>', 'what a column measures, again and again', pairs)
    .requiredOption('--time <column>', 'the column that holds the time')
    .option('--timezone <zone>', 'of times without an offset; default: the site’s')
    .option('--header <names>', 'the columns’ names, where the file’s own do not do: a,b,c')
    .option('--ignore <column>', 'a column to leave out, again and again', texts)
    .option('--dry-run', 'show what would become what, change nothing')
    .option('--report <file>', 'write every bad cell there, with its line')
    .option('--json', 'JSON on one line')
    .action(async (file: string, options: Options) => {
      const result = await withOperator((operator) =>
        importFile(operator, {
          file,
          pairs: options.map ?? [],
          time: options.time,
          timezone: options.timezone,
          header: options.header?.split(','),
          ignore: options.ignore ?? [],
          dryRun: options.dryRun ?? false,
          onProgress: progressLine('imported', process.stderr),
        }),
      )
      const { bad, ...rest } = result
      print({ ...rest, badCells: bad.length }, options.json ?? false)
      for (const cell of bad.slice(0, 10)) {
        console.error(`line ${cell.line}, ${cell.column}: ${cell.problem}`)
      }
      if (bad.length > 10)
        console.error(`and ${bad.length - 10} more; --report FILE writes them all`)
      if (options.report !== undefined) {
        const lines = bad.map(
          (cell) => `${cell.line},${cell.column},"${cell.problem.replaceAll('"', '""')}"`,
        )
        writeFileSync(options.report, `${['line,column,problem', ...lines].join('\n')}\n`)
      }
    })
}
