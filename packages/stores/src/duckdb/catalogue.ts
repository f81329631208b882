import type { Reading } from '@bypuls/model'
import type { DuckDBConnection } from '@duckdb/node-api'
import { eachRow, takeAnswer } from './rows.js'

/**
 * What is known of every series without asking the file: its number, the span of its times and its
 * newest reading. Filled at start, then kept by the writer; some 100 bytes per point.
 */
export type Catalogue = {
  idOf(point: string): number | undefined
  /** The point's number; a new one stays in `unsaved` until the writer has stored it. */
  idFor(point: string): number
  pointOf(id: number): string
  /** No reading of the series lies before `oldest` or after `newest`; between them there may be one. */
  oldest(id: number): number
  newest(id: number): number
  /** A reading may now lie at this time: its write failed, perhaps after it reached the disk. */
  reach(id: number, time: number): void
  /** A reading has been stored. */
  note(id: number, time: number, value: number, suspect: boolean): void
  /** Nothing is known of the series any more. */
  forget(id: number): void
  latest(): readonly Reading[]
  readonly unsaved: number[]
}

export function createCatalogue(): Catalogue {
  const ids = new Map<string, number>()
  const points: string[] = []
  const oldest: number[] = []
  const newest: number[] = []
  const latestAt: number[] = []
  const latestValue: number[] = []
  const latestSuspect: boolean[] = []
  const unsaved: number[] = []

  function idFor(point: string): number {
    const known = ids.get(point)
    if (known !== undefined) return known
    const id = points.length
    ids.set(point, id)
    points.push(point)
    oldest.push(Infinity)
    newest.push(-Infinity)
    latestAt.push(-Infinity)
    latestValue.push(Number.NaN)
    latestSuspect.push(false)
    unsaved.push(id)
    return id
  }

  function reach(id: number, time: number): void {
    if (time < (oldest[id] ?? Infinity)) oldest[id] = time
    if (time > (newest[id] ?? -Infinity)) newest[id] = time
  }

  return {
    unsaved,
    idFor,
    reach,
    idOf: (point) => ids.get(point),
    pointOf: (id) => points[id] ?? '',
    oldest: (id) => oldest[id] ?? Infinity,
    newest: (id) => newest[id] ?? -Infinity,
    note(id, time, value, suspect) {
      reach(id, time)
      const last = latestAt[id] ?? -Infinity
      if (time < last || (time === last && suspect && latestSuspect[id] === false)) return
      latestAt[id] = time
      latestValue[id] = value
      latestSuspect[id] = suspect
    },
    forget(id) {
      oldest[id] = Infinity
      newest[id] = -Infinity
      latestAt[id] = -Infinity
    },
    latest() {
      return points.flatMap((point, id) => {
        const observedAt = latestAt[id] ?? -Infinity
        if (observedAt === -Infinity) return []
        const flag = latestSuspect[id] === true ? 'suspect' : 'good'
        return [{ point, observedAt, value: latestValue[id] ?? Number.NaN, flag }]
      })
    },
  }
}

/** Reads the number, the span and the newest reading of every series from the file. */
export async function loadCatalogue(
  connection: DuckDBConnection,
  catalogue: Catalogue,
): Promise<void> {
  const series = await connection.run('SELECT DISTINCT id, point FROM series ORDER BY id')
  for await (const chunk of series) {
    for (const point of chunk.getColumnValues(1)) catalogue.idFor(String(point))
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
  const result = await connection.stream(`
    SELECT series, min(time)::DOUBLE, max(time)::DOUBLE, arg_max(value, time), arg_max(suspect, time)
    FROM everything ${ids === undefined ? '' : `WHERE series IN (${ids.join()})`} GROUP BY series`)
  const answer = await takeAnswer(result)
  for (const id of ids ?? []) catalogue.forget(id)
  for (const [id = 0, first = 0, last = 0, value = 0, suspect = 0] of eachRow(answer)) {
    catalogue.reach(id, first)
    catalogue.note(id, last, value, suspect === 1)
  }
}
