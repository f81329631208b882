import type { RejectionReason } from '@bypuls/model'
import { type Outcome, type Outcomes, outcomeAt } from './outcome.js'

/** What became of a message; `refused` was never acknowledged. */
export type MessageResult = 'stored' | 'partly' | 'rejected' | 'refused'

/** Numbers since the start. A message counts once, when its readings are in the store. */
export type CountsNow = {
  /** `refused`: not acknowledged, because the disk did not take it. */
  readonly messages: Readonly<Record<MessageResult, number>>
  readonly acknowledged: number
  readonly readingsStored: number
  readonly rejected: ReadonlyMap<RejectionReason, number>
}

/** Counts messages and readings on their way. */
export type Counts = ReturnType<typeof createCounts>

/** All at zero. */
export function createCounts() {
  const messages = { stored: 0, partly: 0, rejected: 0, refused: 0 }
  const rejected = new Map<RejectionReason, number>()
  let acknowledged = 0
  let readingsStored = 0

  return {
    acknowledge(count: number): void {
      acknowledged += count
    },
    refuse(count: number): void {
      messages.refused += count
    },
    deliver(outcomes: Outcomes): void {
      messages.stored += outcomes.messages.length - outcomes.rejected.size
      readingsStored += outcomes.readings.length
      for (const [index, parts] of outcomes.rejected) {
        messages[resultOf(outcomeAt(outcomes, index))] += 1
        for (const { reason } of parts) rejected.set(reason, (rejected.get(reason) ?? 0) + 1)
      }
    },
    now: (): CountsNow => ({
      messages: { ...messages },
      acknowledged,
      readingsStored,
      rejected: new Map(rejected),
    }),
  }
}

/** A message that held nothing to read and nothing unreadable is stored: nothing of it is missing. */
export function resultOf({ readings, rejected }: Outcome): Exclude<MessageResult, 'refused'> {
  if (rejected.length === 0) return 'stored'
  return readings.length === 0 ? 'rejected' : 'partly'
}
