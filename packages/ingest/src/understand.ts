import { eachReading } from '@bypuls/model'
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
    eachReading(readings, (point, observedAt, value, flag) => {
      while (row >= (ends[index] ?? Infinity)) index += 1
      row += 1
      const receivedAt = messages[index]?.receivedAt ?? null
      const reading = { point, observedAt, value, flag }
      if (latest.update(reading, receivedAt)) live.add(reading)
    })
  }

  return function understand(spooled) {
    const outcomes = interpret(spooled, deps)
    follow(outcomes)
    return outcomes
  }
}
