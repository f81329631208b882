import type { Database } from './database.js'
import { type Answer, takeAnswer } from './rows.js'

/** Asks the engine for numbers and holds the whole answer: small ones only, see `PER_ANSWER`. */
export type Ask = (sql: string) => Promise<Answer>

/** Rows of an answer that is held at once; a larger question is asked in parts of this size. */
export const PER_ANSWER = 100_000

/**
 * Asks on a fresh connection, so that a question waits for no write. At most `atOnce` are answered at
 * the same time, so that the engine's memory suffices; a turn lasts for one answer, never for as long
 * as a slow reader takes it away.
 */
export function createQuestions(database: Database, atOnce: number): Ask {
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
      return await database.use(async (connection) =>
        takeAnswer(await connection.stream(`BEGIN; ${sql}`)),
      )
    } finally {
      done()
    }
  }
}

/** Lets one question at a time through: long ones must not take all the turns. */
export function inLine(ask: Ask): Ask {
  let last: Promise<unknown> = Promise.resolve()
  return (sql) => {
    const answer = last.then(() => ask(sql))
    last = answer.catch(() => undefined)
    return answer
  }
}
