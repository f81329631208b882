import { convert, metricBySlug, pointParts, type Result } from '@bypuls/model'
import { parseNumber } from './cell.js'
import type { CsvRow } from './csv-rows.js'
import type { Mapping } from './mapping.js'
import type { WallClock } from './wall-clock.js'

export type ImportedValue = {
  readonly point: string
  readonly observedAt: number
  readonly value: number
}
export type BadCell = { readonly line: number; readonly column: string; readonly problem: string }

/** The values of a row and its bad cells; an empty cell is neither. A row without a time has no values. */
export function readingsOfRow(
  row: CsvRow,
  plan: { readonly time: string; readonly clock: WallClock; readonly mappings: readonly Mapping[] },
): { readonly values: ImportedValue[]; readonly bad: BadCell[] } {
  const at = plan.clock(row.cells[plan.time] ?? '')
  if (!at.ok) {
    return { values: [], bad: [{ line: row.line, column: plan.time, problem: at.problem }] }
  }
  const values: ImportedValue[] = []
  const bad: BadCell[] = []
  for (const mapping of plan.mappings) {
    const text = row.cells[mapping.column] ?? ''
    if (text === '') continue
    const value = inMetricUnit(parseNumber(text), mapping)
    if (value.ok) values.push({ point: mapping.point, observedAt: at.value, value: value.value })
    else bad.push({ line: row.line, column: mapping.column, problem: value.problem })
  }
  return { values, bad }
}

function inMetricUnit(parsed: Result<number, string>, mapping: Mapping): Result<number, string> {
  if (!parsed.ok || mapping.unit === undefined) return parsed
  const unit = metricBySlug(pointParts(mapping.point).metric)?.unit ?? ''
  const value = convert(parsed.value, mapping.unit, unit)
  return value === undefined
    ? { ok: false, problem: `expected a unit that becomes ${unit}, got "${mapping.unit}"` }
    : { ok: true, value }
}
