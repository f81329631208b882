import type { RawMessage, Readings } from '@bypuls/model'
import type { StoreHealth, TimeSeriesStore } from '@bypuls/stores'
import type { CountsNow } from './counts.js'
import type { DeadLetters } from './dead-letters.js'
import type { InterpretDeps } from './interpret.js'
import type { LatestTable } from './latest.js'
import type { MessageLog } from './message-log.js'
import type { Outcome } from './outcome.js'

/** What the way of a message needs from outside. */
export type IngestDeps = InterpretDeps & {
  /** Holds the spool and the dead letters. */
  readonly folder: string
  readonly store: TimeSeriesStore
  /** Publishes on the platform's own behalf; for live frames. */
  readonly publish: (topic: string, payload: string) => void
  /**
   * Runs for each stored batch, one at a time and in order, before the spool forgets it (rules over
   * counters); the next batches are written meanwhile. Tried again until it resolves.
   */
  readonly stored?: (readings: Readings) => Promise<void>
  /** Something failed and is tried again, or goes on again. */
  readonly log: IngestLog
  readonly now: () => number
  /** 0 to 1, for the jitter of retries. */
  readonly random: () => number
  /**
   * What undelivered messages may take on disk: above 80 % an organisation that holds more than a fair
   * share of it is refused, above 95 % everybody.
   */
  readonly maxSpoolBytes?: number
  /**
   * False where a message that `receive` refuses holds up those of others, because all come through one
   * connection: then only `accept` refuses for an organisation's share.
   */
  readonly fairShare?: boolean
  /**
   * Commits begin at least this far apart (1 ms), unless there is much to commit: with more a quiet city
   * costs less, and who waits for an acknowledgement waits longer.
   */
  readonly commitSpacingMs?: number
}

/** As pino has it. */
export type IngestLog = {
  warn(details: object, text: string): void
  info(details: object, text: string): void
}

/** Numbers for `/metrics`. */
export type IngestMetrics = CountsNow & {
  readonly spoolBytes: number
  /** Organisations that are refused now, because they hold more than their share of a nearly full spool. */
  readonly heldBackOrganisations: number
  /** Age of the oldest message that the store does not have, in seconds; 0 when it has all. */
  readonly spoolOldestSeconds: number
  readonly waitingMessages: number
  readonly damagedRecords: number
  readonly deadLetterBytes: number
}

/** The way of a message, running. */
export type Ingest = {
  /** Takes a device's message; `done` is called when it is on disk, or with why it is not. */
  receive(message: RawMessage, done: (error?: Error) => void): void
  /** The same for HTTP: resolves with the message's id when it is on disk; rejects with `SpoolError`. */
  accept(message: RawMessage): Promise<{ readonly id: string }>
  /** What became of an accepted message, once its readings are in the store. */
  verdict(id: string): Promise<Outcome>
  readonly latest: LatestTable
  /** Resolves when `latest` knows what the store knows. */
  readonly latestFilled: Promise<void>
  readonly messages: MessageLog
  readonly deadLetters: Pick<DeadLetters, 'list'>
  health(): { readonly spool: StoreHealth; readonly delivery: StoreHealth }
  metrics(): IngestMetrics
  /**
   * Copies spool and dead letters. Copy the store afterwards: what is delivered in between is then in
   * both, and a replay changes nothing.
   */
  backup(folder: string): Promise<void>
  /** Brings to the store what it takes in a few seconds; the rest stays in the spool. */
  close(): Promise<void>
}
