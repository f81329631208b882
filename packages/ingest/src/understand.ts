import { type InterpretDeps, interpret } from './interpret.js'
import type { LatestTable } from './latest.js'
import type { Live } from './live.js'
import type { Outcome } from './outcome.js'
import type { SpooledMessage } from './spool.js'

/** What messages mean; what is newest of it goes into the table and to the pages. */
export type Understand = (spooled: readonly SpooledMessage[]) => readonly Outcome[]

/** Interprets, and follows the newest values; a reading from the past moves nothing. */
export function createUnderstand(
  deps: InterpretDeps & { readonly latest: LatestTable; readonly live: Pick<Live, 'add'> },
): Understand {
  const { latest, live } = deps

  return function understand(spooled) {
    const outcomes = interpret(spooled, deps)
    for (const { message, readings } of outcomes) {
      for (const reading of readings) {
        if (latest.update(reading, message.receivedAt)) live.add(reading)
      }
    }
    return outcomes
  }
}
