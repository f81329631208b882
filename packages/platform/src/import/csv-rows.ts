import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { parse } from 'csv-parse'
import { WorkFailed, WrongUse } from '../work-failed.js'

/** A line of the file: its number as an editor shows it, and its cells by column name. */
export type CsvRow = { readonly line: number; readonly cells: Readonly<Record<string, string>> }

export type CsvFile = { readonly columns: readonly string[]; rows(): AsyncGenerator<CsvRow> }

const DELIMITERS = [';', '\t', ','] as const

/** Opens a CSV file with comma, semicolon or tab. `header` names the columns where the file's own do not. */
export async function openCsv(path: string, header?: readonly string[]): Promise<CsvFile> {
  const first = await firstLine(path)
  const delimiter = delimiterOf(first)
  const own = await cellsOf(first, delimiter)
  const columns = header ?? own
  return {
    columns,
    async *rows() {
      const parser = createReadStream(path).pipe(
        parse({
          delimiter,
          bom: true,
          info: true,
          relaxColumnCount: true,
          fromLine: 2,
          trim: true,
        }),
      )
      for await (const { record, info } of parser) {
        yield { line: info.lines, cells: named(record, columns) }
      }
    },
  }
}

function named(record: readonly string[], columns: readonly string[]): Record<string, string> {
  // More cells than names: the unnamed ones stand first, as R writes its row numbers.
  const extra = Math.max(0, record.length - columns.length)
  return Object.fromEntries(columns.map((name, index) => [name, record[index + extra] ?? '']))
}

async function firstLine(path: string): Promise<string> {
  try {
    const lines = createInterface({ input: createReadStream(path, { encoding: 'utf8' }) })
    for await (const line of lines) {
      lines.close()
      return line.replace(/^\uFEFF/, '')
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new WorkFailed(`${path} cannot be read (${why})`, 'Name a CSV file that is there.', cause)
  }
  throw new WrongUse([`${path}: expected a header line, the file is empty`])
}

function delimiterOf(line: string): string {
  const counts = DELIMITERS.map((sign) => ({ sign, count: line.split(sign).length }))
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).sign
}

async function cellsOf(line: string, delimiter: string): Promise<string[]> {
  const parser = parse(line, { delimiter, bom: true, trim: true })
  for await (const record of parser) return record
  return []
}
