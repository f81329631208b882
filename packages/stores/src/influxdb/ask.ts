import { chunksToLines, type FluxTableMetaData, linesToTables } from '@influxdata/influxdb-client'
import { StoreError } from '../store-error.js'
import type { Connection } from './connection.js'
import { createTurns } from './turns.js'

/** One row: the values of the wanted columns are `values[at[0]]`, `values[at[1]]`, …; -1 where there is none. */
export type TakeRow = (values: readonly string[], at: readonly number[]) => void

/** Asks a Flux query for some columns; resolves when the whole answer has been taken. */
export type Ask = (flux: string, wanted: readonly string[], take: TakeRow) => Promise<void>

/** Questions under way at the same time. */
const AT_ONCE = 4

const DIALECT = {
  header: true,
  delimiter: ',',
  quoteChar: '"',
  commentPrefix: '#',
  annotations: ['datatype', 'group', 'default'],
}

/** At most four questions at a time; each is answered whole, so that no slow reader holds one up. */
export function createAsk(connection: Connection, silenceMs: number): Ask {
  const turn = createTurns(AT_ONCE)
  const path = `/api/v2/query?org=${encodeURIComponent(connection.address.organisation)}`

  return (flux, wanted, take) =>
    turn(async () => {
      let failed: Error | undefined
      let table: FluxTableMetaData | undefined
      let at: readonly number[] = []
      const lines = chunksToLines(
        linesToTables({
          next(values, meta) {
            if (meta !== table) {
              table = meta
              throwAnswered(values, meta)
              at = wanted.map((label) => indexOf(meta, label))
            }
            take(values, at)
          },
          error(error) {
            failed ??= error
          },
          complete() {},
        }),
        connection.transport.chunkCombiner,
      )
      const body = JSON.stringify({ query: flux, type: 'flux', dialect: DIALECT })
      await connection.exchange(
        { method: 'POST', path, body, contentType: 'application/json', expected: 200, silenceMs },
        lines,
      )
      lines.complete()
      if (failed !== undefined) throw failed
    })
}

/** A query that fails half way says so in a table of its own, under a status that says all is well. */
function throwAnswered(values: readonly string[], meta: FluxTableMetaData): void {
  const column = indexOf(meta, 'error')
  if (column < 0) return
  throw new StoreError('outage', `InfluxDB broke its answer off: ${values[column] ?? ''}`)
}

function indexOf(meta: FluxTableMetaData, label: string): number {
  return meta.columns.findIndex((column) => column.label === label)
}
