/** How a CSV is written. */
export type Dialect = {
  readonly separator: string
  readonly decimal: '.' | ','
  /** Before the first line. */
  readonly start: string
}

/** RFC 4180. */
export const STANDARD: Dialect = { separator: ',', decimal: '.', start: '' }
/** What a Danish Excel opens by a double click. */
export const DANISH_EXCEL: Dialect = { separator: ';', decimal: ',', start: '\uFEFF' }

export function dialectOf(excel: 'da' | undefined): Dialect {
  return excel === 'da' ? DANISH_EXCEL : STANDARD
}

export function decimal(value: number | null, dialect: Dialect): string {
  if (value === null) return ''
  const text = String(value)
  return dialect.decimal === ',' ? text.replace('.', ',') : text
}

/** A text as a cell: never a formula to a spreadsheet, quoted where it must be. */
export function cell(text: string, dialect: Dialect): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  const quoted = safe.includes('"') || safe.includes(dialect.separator) || /[\r\n]/.test(safe)
  return quoted ? `"${safe.replaceAll('"', '""')}"` : safe
}
