import { WrongUse } from '../work-failed.js'

/** A column of the file and the point it measures; `unit` where it is not the metric's own. */
export type Mapping = { readonly column: string; readonly point: string; readonly unit?: string }

/**
 * Reads `COLUMN=POINT[:UNIT]` pairs against the file's columns. Every column must be mapped, the time,
 * or named in `ignore`; all faults at once.
 */
export function parseMappings(
  pairs: readonly (readonly [string, string])[],
  file: {
    readonly columns: readonly string[]
    readonly time: string
    readonly ignore: readonly string[]
  },
): readonly Mapping[] {
  const mappings = pairs.map(([column, target]) => {
    const [point = '', ...unit] = target.split(':')
    return { column, point, ...(unit.length === 0 ? {} : { unit: unit.join(':') }) }
  })
  const faults: string[] = []
  const known = `the file has ${file.columns.join(', ')}`
  for (const name of [file.time, ...mappings.map((it) => it.column), ...file.ignore]) {
    if (!file.columns.includes(name)) faults.push(`column "${name}": no such column; ${known}`)
  }
  const used = new Set([file.time, ...mappings.map((it) => it.column), ...file.ignore])
  for (const column of file.columns) {
    if (!used.has(column)) {
      faults.push(`column "${column}": expected --map "${column}=POINT" or --ignore "${column}"`)
    }
  }
  if (mappings.length === 0) faults.push('--map: expected at least one COLUMN=POINT')
  if (faults.length > 0) throw new WrongUse(faults)
  return mappings
}
