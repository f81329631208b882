import type { DuckDBConnection } from '@duckdb/node-api'
import { eachRow, takeAnswer } from './rows.js'
import { transaction } from './transaction.js'

const SLOT_MS = 600_000
/** The newest hour is left alone: its late readings are still arriving. */
const SLOTS_LEFT = 6

/**
 * Live values arrive interleaved: a question about one point would read all of them. Each time
 * `settleRows` more have gathered, about as many of the oldest are moved, sorted by series and time, to
 * the table `reading`. A crash in between leaves both tables as they were.
 */
export function createSettling(settleRows: number) {
  let gathered = settleRows

  return {
    add(rows: number): void {
      gathered += rows
    },
    isDue: () => gathered >= settleRows,
    async settle(connection: DuckDBConnection): Promise<void> {
      gathered = 0
      const slots = (await slotsOf(connection)).slice(0, -SLOTS_LEFT)
      const finished = slots.reduce((sum, { count }) => sum + count, 0)
      if (finished < settleRows) return
      const { before, rows } = oldest(slots, settleRows)
      await move(connection, before)
      if (finished - rows >= settleRows) gathered = settleRows
    },
  }
}

type Slot = { readonly start: number; readonly count: number }

async function slotsOf(connection: DuckDBConnection): Promise<readonly Slot[]> {
  const result = await connection.stream(`
    SELECT (time // ${SLOT_MS} * ${SLOT_MS})::DOUBLE AS start, count(*)::DOUBLE
    FROM recent GROUP BY start ORDER BY start`)
  return Array.from(eachRow(await takeAnswer(result)), ([start = 0, count = 0]) => ({
    start,
    count,
  }))
}

function oldest(slots: readonly Slot[], most: number) {
  let rows = 0
  let before = -Infinity
  for (const { start, count } of slots) {
    if (rows > 0 && rows + count > most) break
    rows += count
    before = start + SLOT_MS
  }
  return { before, rows }
}

async function move(connection: DuckDBConnection, before: number): Promise<void> {
  await transaction(connection, async () => {
    await connection.run(`
      INSERT INTO reading SELECT * FROM recent WHERE time < ${before} ORDER BY series, time`)
    await connection.run(`DELETE FROM recent WHERE time < ${before}`)
  })
}
