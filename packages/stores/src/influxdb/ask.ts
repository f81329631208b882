import { StoreError } from '../store-error.js'
import type { Connection } from './connection.js'
import { createCsvReader, type Row } from './csv.js'
import { createTurns } from './turns.js'

/** Where the wanted columns of a row are, in their order; -1 where there is none. */
export type Columns = readonly number[]

/** Asks a Flux query for some columns; resolves when the whole answer has been taken. */
export type Ask = (
  flux: string,
  wanted: readonly string[],
  take: (row: Row, columns: Columns) => void,
) => Promise<void>

/** Questions under way at the same time. */
const AT_ONCE = 4

/** At most four questions at a time; each is answered whole, so that no slow reader holds one up. */
export function createAsk(connection: Connection, silenceMs: number): Ask {
  const turn = createTurns(AT_ONCE)
  const path = `/api/v2/query?org=${encodeURIComponent(connection.address.organisation)}`

  return (flux, wanted, take) =>
    turn(async () => {
      let columns: Columns = []
      let brokenOff = -1
      let words: string | undefined
      const reader = createCsvReader({
        header(labels) {
          columns = wanted.map((label) => labels.indexOf(label))
          brokenOff = labels.indexOf('error')
        },
        row(row) {
          if (brokenOff < 0) take(row, columns)
          else words ??= row.text(brokenOff)
        },
      })
      const body = JSON.stringify({ query: flux, type: 'flux', dialect: { annotations: [] } })
      const contentType = 'application/json'
      await connection.exchange(
        { method: 'POST', path, body, contentType, expected: 200, silenceMs },
        reader.push,
      )
      reader.end()
      // A query that fails half way says so in a table of its own, under a status that says all is well.
      if (words !== undefined)
        throw new StoreError('outage', `InfluxDB broke its answer off: ${words}`)
    })
}
