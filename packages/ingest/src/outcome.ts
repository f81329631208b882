import {
  type RawMessage,
  type Reading,
  type ReadingTable,
  type Rejection,
  readingsIn,
} from '@bypuls/model'

/** What became of one message: the readings it gave and the parts that could not be read. */
export type Outcome = {
  /** The spool's number of the message; grows with each. */
  readonly id: string
  readonly message: RawMessage
  readonly format: string | null
  readonly readings: readonly Reading[]
  readonly rejected: readonly Rejection[]
}

/** What became of several messages, in the order of their positions: an entry each, and all readings. */
export type Outcomes = {
  readonly positions: readonly number[]
  readonly messages: readonly RawMessage[]
  readonly formats: readonly (string | null)[]
  /** Message after message. */
  readonly readings: ReadingTable
  /** Where each message's readings end. */
  readonly ends: readonly number[]
  /** By the message's place in the list; most have none. */
  readonly rejected: ReadonlyMap<number, readonly Rejection[]>
}

/** Shared, so that a message without fault leaves no object behind. */
const NOTHING: readonly Rejection[] = []

/** Where a message's readings begin. */
export function startOf({ ends }: Pick<Outcomes, 'ends'>, index: number): number {
  return ends[index - 1] ?? 0
}

/** The parts of a message that could not be read. */
export function rejectedOf({ rejected }: Outcomes, index: number): readonly Rejection[] {
  return rejected.get(index) ?? NOTHING
}

/** One of them by itself. Throws `RangeError` where there is none at that place of the list. */
export function outcomeAt(outcomes: Outcomes, index: number): Outcome {
  const message = outcomes.messages[index]
  if (message === undefined) throw new RangeError(`no outcome at ${index}`)
  return {
    id: String(outcomes.positions[index]),
    message,
    format: outcomes.formats[index] ?? null,
    readings: readingsIn(outcomes.readings, startOf(outcomes, index), outcomes.ends[index] ?? 0),
    rejected: rejectedOf(outcomes, index),
  }
}

/** Each by itself, in order. */
export function eachOutcome(outcomes: Outcomes): Outcome[] {
  return outcomes.messages.map((_, index) => outcomeAt(outcomes, index))
}
