import type { DuckDBConnection } from '@duckdb/node-api'
import { toStoreError } from './errors.js'
import { type Answer, takeAnswer } from './rows.js'

/** Asks the engine for numbers and holds the whole answer: small ones only, see `PER_ANSWER`. */
export type Ask = (sql: string) => Promise<Answer>

/** Rows of an answer that is held at once; a larger question is asked in parts of this size. */
export const PER_ANSWER = 100_000

type QuestionsOptions = {
  readonly connect: () => Promise<DuckDBConnection>
  readonly path: string
  /** Questions that the engine answers at the same time; the others wait, so that its memory suffices. */
  readonly atOnce: number
}

/**
 * Asks on a fresh connection, so that a question waits for no write. A turn lasts for one answer, never
 * for as long as a slow reader takes it away.
 */
export function createQuestions({ connect, path, atOnce }: QuestionsOptions): Ask {
  const waiting: (() => void)[] = []
  let free = atOnce

  async function turn(): Promise<void> {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
  }

  function done(): void {
    const next = waiting.shift()
    if (next === undefined) free += 1
    else next()
  }

  return async (sql) => {
    await turn()
    try {
      const connection = await connect()
      try {
        return await takeAnswer(await connection.stream(sql))
      } finally {
        connection.disconnectSync()
      }
    } catch (cause) {
      throw toStoreError(path, cause)
    } finally {
      done()
    }
  }
}
