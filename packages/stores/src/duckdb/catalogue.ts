import type { Reading } from '@bypuls/model'
import type { DuckDBConnection } from '@duckdb/node-api'
import { eachRow, takeAnswer } from './rows.js'

/**
 * What is known of every series without asking the file: its number, the span of its times and its
 * newest reading. Filled at start, then kept by the writer; some 100 bytes per point.
 */
export type Catalogue = {
  idOf(point: string): number | undefined
  /** The point's number; a new one is kept in `unsaved` until the writer has stored it. */
  idFor(point: string): number
  pointOf(id: number): string
  oldest(id: number): number
  newest(id: number): number
  note(id: number, time: number, value: number, suspect: boolean): void
  forget(id: number): void
  latest(): readonly Reading[]
  readonly unsaved: number[]
}

export function createCatalogue(): Catalogue {
  const ids = new Map<string, number>()
  const points: string[] = []
  const oldest: number[] = []
  const newest: number[] = []
  const values: number[] = []
  const suspects: boolean[] = []
  const unsaved: number[] = []

  function idFor(point: string): number {
    const known = ids.get(point)
    if (known !== undefined) return known
    const id = points.length
    ids.set(point, id)
    points.push(point)
    oldest.push(Infinity)
    newest.push(-Infinity)
    values.push(Number.NaN)
    suspects.push(false)
    unsaved.push(id)
    return id
  }

  return {
    unsaved,
    idFor,
    idOf: (point) => ids.get(point),
    pointOf: (id) => points[id] ?? '',
    oldest: (id) => oldest[id] ?? Infinity,
    newest: (id) => newest[id] ?? -Infinity,
    note(id, time, value, suspect) {
      if (time < (oldest[id] ?? Infinity)) oldest[id] = time
      const last = newest[id] ?? -Infinity
      if (time < last || (time === last && suspect && suspects[id] === false)) return
      newest[id] = time
      values[id] = value
      suspects[id] = suspect
    },
    forget(id) {
      oldest[id] = Infinity
      newest[id] = -Infinity
    },
    latest() {
      return points.flatMap((point, id) => {
        const observedAt = newest[id] ?? -Infinity
        if (observedAt === -Infinity) return []
        const flag = suspects[id] === true ? 'suspect' : 'good'
        return [{ point, observedAt, value: values[id] ?? Number.NaN, flag }]
      })
    },
  }
}

/** Reads the numbers and the span of every series from the file. */
export async function loadCatalogue(
  connection: DuckDBConnection,
  catalogue: Catalogue,
): Promise<void> {
  const series = await connection.run('SELECT point FROM series ORDER BY id')
  for await (const chunk of series) {
    for (const point of chunk.getColumnValues(0)) catalogue.idFor(String(point))
  }
  catalogue.unsaved.length = 0
  await loadSpans(connection, catalogue)
}

/** Reads the first and the newest reading of every series, or of the given ones alone. */
export async function loadSpans(
  connection: DuckDBConnection,
  catalogue: Catalogue,
  ids?: readonly number[],
): Promise<void> {
  if (ids?.length === 0) return
  const result = await connection.run(`
    SELECT series, min(time)::DOUBLE, max(time)::DOUBLE, arg_max(value, time), arg_max(suspect, time)::INTEGER
    FROM reading ${ids === undefined ? '' : `WHERE series IN (${ids.join()})`} GROUP BY series`)
  for (const [id = 0, first = 0, last = 0, value = 0, suspect = 0] of eachRow(
    await takeAnswer(result),
  )) {
    catalogue.note(id, first, value, suspect === 1)
    catalogue.note(id, last, value, suspect === 1)
  }
}
