import type { WindowSeries, WindowValue } from '@bypuls/model'
import { cell, type Dialect, decimal } from './dialect.js'

const COLUMNS = [
  'start',
  'end',
  'value',
  'unit',
  'min',
  'max',
  'count',
  'coverage',
  'quality',
  'suspect',
] as const

type Batches = AsyncIterable<readonly WindowSeries[]>

/** Windows as CSV, one a line; `naming` puts the point first. */
export async function* windowsCsv(
  batches: Batches,
  { dialect, naming }: { readonly dialect: Dialect; readonly naming: boolean },
): AsyncGenerator<string> {
  const header = naming ? ['point', ...COLUMNS] : COLUMNS
  yield `${dialect.start}${header.join(dialect.separator)}\r\n`
  for await (const batch of batches) {
    for (const series of batch) {
      const unit = cell(series.unit, dialect)
      const before = naming ? [cell(series.point, dialect)] : []
      const rows = series.windows.map((window) => {
        const cells = [...before, ...cellsOf(window, unit, dialect)]
        return `${cells.join(dialect.separator)}\r\n`
      })
      yield rows.join('')
    }
  }
}

function cellsOf(window: WindowValue, unit: string, dialect: Dialect): string[] {
  return [
    window.start,
    window.end,
    decimal(window.value, dialect),
    unit,
    decimal(window.min, dialect),
    decimal(window.max, dialect),
    String(window.count),
    decimal(window.coverage, dialect),
    window.quality,
    String(window.suspect),
  ]
}

/** Windows as one JSON object a line. */
export async function* windowsNdjson(batches: Batches, naming: boolean): AsyncGenerator<string> {
  for await (const batch of batches) {
    for (const { point, unit, windows } of batch) {
      const names = naming ? { point } : {}
      const rows = windows.map((window) => `${JSON.stringify({ ...names, ...window, unit })}\n`)
      yield rows.join('')
    }
  }
}

/** `WindowSeriesList`, written series by series. */
export async function* windowsJson(batches: Batches): AsyncGenerator<string> {
  let before = '{"items":['
  for await (const batch of batches) {
    for (const series of batch) {
      yield before + JSON.stringify(series)
      before = ','
    }
  }
  yield before === ',' ? ']}' : '{"items":[]}'
}
