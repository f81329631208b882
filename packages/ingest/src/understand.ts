import { type InterpretDeps, interpret } from './interpret.js'
import type { LatestTable } from './latest.js'
import type { Live } from './live.js'
import type { Outcomes } from './outcome.js'
import type { SpooledMessage } from './spool.js'

/** What messages mean; what is newest of it goes into the table and to the pages. */
export type Understand = (spooled: readonly SpooledMessage[]) => Outcomes

/** Interprets, and follows the newest values; a reading from the past moves nothing. */
export function createUnderstand(
  deps: InterpretDeps & { readonly latest: LatestTable; readonly live: Pick<Live, 'add'> },
): Understand {
  const { latest, live } = deps

  function follow({ messages, readings, ends }: Outcomes): void {
    let row = 0
    let index = 0
    for (const reading of readings) {
      while (row >= (ends[index] ?? Infinity)) index += 1
      row += 1
      if (latest.update(reading, messages[index]?.receivedAt ?? null)) live.add(reading)
    }
  }

  return function understand(spooled) {
    const outcomes = interpret(spooled, deps)
    follow(outcomes)
    return outcomes
  }
}
