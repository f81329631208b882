import type { RawMessage } from '@bypuls/model'
import type { Admission } from './admission.js'
import type { Counts } from './counts.js'
import type { Delivery } from './deliver.js'
import type { MessageLog } from './message-log.js'
import type { Recorder } from './recorder.js'
import type { Spool } from './spool.js'
import { SpoolError } from './spool-error.js'
import type { Understand } from './understand.js'

/** A message from the broker or from HTTP, and whom to tell that it is on disk, or why it is not. */
export type Received = {
  readonly message: RawMessage
  readonly done: (error: Error | undefined, position: number) => void
  /** Refusing it holds up nobody else's messages. */
  readonly refusable: boolean
}

/** The steps of the way. */
export type IngestParts = {
  readonly admission: Pick<Admission, 'admit'>
  readonly spool: Pick<Spool, 'append'>
  readonly understand: Understand
  readonly messages: Pick<MessageLog, 'addAll'>
  readonly deadLetters: Pick<Recorder, 'early'>
  readonly delivery: Pick<Delivery, 'push'>
  readonly counts: Pick<Counts, 'acknowledge' | 'refuse'>
}

/**
 * The whole way of a batch of messages, in reading order. They are on disk before any of them is
 * acknowledged; each ends as readings in the store or as dead letters with their reasons. A failing
 * store only delays: the spool keeps what is not delivered, and delivery tries again.
 */
export function createIngest(parts: IngestParts) {
  const { admission, spool, understand, messages, deadLetters, delivery, counts } = parts

  return async function ingest(received: readonly Received[]): Promise<void> {
    const batch = admission.admit(received) // in need: nobody may fill the disk alone
    const first = await append(batch) // one commit, synced to disk
    if (first === undefined) return
    for (const [index, { done }] of batch.entries()) done(undefined, first + index)
    counts.acknowledge(batch.length)

    const outcomes = understand(
      batch.map(({ message }, index) => ({ position: first + index, message })),
    ) // device, decoder, unit, point, plausibility; the newest values go to the pages
    messages.addAll(outcomes)
    deadLetters.early(outcomes)
    delivery.push(outcomes, first, first + batch.length - 1) // to the store; then the spool forgets
  }

  /** Nothing is acknowledged where the disk did not take it. */
  async function append(batch: readonly Received[]): Promise<number | undefined> {
    if (batch.length === 0) return undefined
    try {
      return await spool.append(batch.map(({ message }) => message))
    } catch (error) {
      if (!(error instanceof SpoolError)) throw error
      counts.refuse(batch.length)
      for (const { done } of batch) done(error, 0)
      return undefined
    }
  }
}
