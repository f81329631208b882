import type { RawMessage, Reading, Rejection } from '@bypuls/model'

/** What became of one message: the readings it gave and the parts that could not be read. */
export type Outcome = {
  /** The spool's number of the message; grows with each. */
  readonly id: string
  readonly message: RawMessage
  readonly format: string | null
  readonly readings: readonly Reading[]
  readonly rejected: readonly Rejection[]
}
