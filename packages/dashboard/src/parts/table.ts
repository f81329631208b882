import type { Format } from '../format/format.js'
import { offsetAt } from '../format/zone.js'

/** A column of a table twin. `time` cells are epoch ms, `number` cells exact values, `share` 0 to 1. */
export type TableColumn = {
  readonly title: string
  readonly kind: 'text' | 'time' | 'number' | 'share'
  /** A UCUM or ready unit, written in the head. */
  readonly unit?: string
  /** Decimals on the page; files keep all. Default 2. */
  readonly decimals?: number
}

export type TableCell = string | number | null

/** What a chart shows, as rows: the panel's table, CSV and Excel files are all made of it. */
export type TableData = {
  readonly caption: string
  readonly columns: readonly TableColumn[]
  readonly rows: readonly (readonly TableCell[])[]
}

/** A cell as it stands on the page. */
export function cellText(cell: TableCell, column: TableColumn, format: Format): string {
  if (cell === null) return '–'
  if (typeof cell === 'string') return cell
  if (column.kind === 'time') return format.dateTime(cell)
  if (column.kind === 'share') return format.share(cell)
  return format.number(cell, column.decimals ?? 2)
}

/** RFC 4180 CSV: UTF-8, comma, decimal point, times in ISO 8601 with the zone's offset. */
export function toCsv(table: TableData, zone: string): string {
  const quote = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return joined(table, quote, ',', (cell, column) =>
    column.kind === 'time' ? zonedIso(cell, zone) : exact(cell),
  )
}

/** What a Danish Excel opens by itself: byte order mark, semicolon, decimal comma, local times. */
export function toDanishCsv(table: TableData, zone: string): string {
  const quote = (text: string) => (/[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const text = joined(table, quote, ';', (cell, column) =>
    column.kind === 'time'
      ? zonedIso(cell, zone).slice(0, 19).replace('T', ' ')
      : exact(cell).replace('.', ','),
  )
  return `\ufeff${text}`
}

function joined(
  table: TableData,
  quote: (text: string) => string,
  separator: string,
  write: (cell: number, column: TableColumn) => string,
): string {
  const head = table.columns.map(({ title, unit }) => quote(unit ? `${title} (${unit})` : title))
  const rows = table.rows.map((row) =>
    table.columns.map((column, i) => {
      const cell = row[i] ?? null
      if (cell === null) return ''
      return quote(typeof cell === 'string' ? cell : write(cell, column))
    }),
  )
  return [head, ...rows].map((cells) => `${cells.join(separator)}\r\n`).join('')
}

/** All digits that mean something: sums of readings carry noise from the 13th on. */
function exact(value: number): string {
  return String(Number(value.toPrecision(12)))
}

function zonedIso(ms: number, zone: string): string {
  const offset = offsetAt(ms, zone)
  const local = new Date(ms + offset).toISOString().slice(0, 19)
  const minutes = Math.abs(offset) / 60_000
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0')
  return `${local}${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`
}
