import type { Outcome } from '@bypuls/ingest'
import type { Flag, Job, RawMessage, Reading, RejectionReason } from '@bypuls/model'
import type { Registry } from '@bypuls/registry'
import type { TimeSeriesStore } from '@bypuls/stores'
import type { Logger } from 'pino'
import type { Figures } from './figures.js'
import type { Frames } from './frames.js'

/** What the table of newest values knows of a point. Times are epoch ms UTC. */
export type LatestValue = {
  readonly observedAt: number
  /** When it came in; null for one that was read back from the store at start. */
  readonly receivedAt: number | null
  readonly value: number
  readonly flag: Flag
  readonly rule: string | null
}

/** The newest value of every point, in memory. */
export type LatestTable = { get(point: string): LatestValue | undefined }

/** Something that came from a device: a message with its outcome, or what the broker turned away. */
export type LoggedMessage =
  | { readonly kind: 'message'; readonly outcome: Outcome }
  | { readonly kind: 'refused'; readonly id: string; readonly refusal: LoggedRefusal }

export type LoggedRefusal = {
  readonly at: number
  readonly organisation: string | null
  readonly device: string | null
  readonly topic: string | null
  readonly reason: string
}

export type LetterQuery = {
  readonly organisation?: string
  readonly device?: string
  readonly reason?: RejectionReason
  readonly from?: number
  readonly cursor?: string
  readonly limit: number
}

export type StoredLetter = {
  readonly id: string
  readonly receivedAt: number
  readonly topic: string
  readonly organisation: string
  readonly device: string
  readonly reason: RejectionReason
  readonly detail: string
  readonly path: string | null
  readonly bytes: Uint8Array
}

/** What the API needs of the ingest. */
export type ApiIngest = {
  /** Resolves with the message's id once it is on disk; rejects with `SpoolError`. */
  accept(message: RawMessage): Promise<{ readonly id: string }>
  /** Resolves with what became of it, once its readings are in the store. */
  verdict(id: string): Promise<Outcome>
  readonly latest: LatestTable
  readonly messages: {
    /** Newest first. */
    list(organisation: string, device: string): readonly LoggedMessage[]
    follow(listener: (message: LoggedMessage) => void): () => void
  }
  readonly deadLetters: {
    /** Newest first. */
    list(query: LetterQuery): {
      readonly items: readonly StoredLetter[]
      readonly next: string | null
    }
  }
  metrics(): IngestFigures
}

/** Numbers since the start, and the spool as it is. */
export type IngestFigures = {
  readonly messages: Readonly<Record<string, number>>
  readonly readingsStored: number
  readonly rejected: ReadonlyMap<string, number>
  readonly spoolBytes: number
  readonly spoolOldestSeconds: number
}

/** One part of the platform as `/readyz` names it. */
export type PartHealth =
  | { readonly name: string; readonly ok: true }
  | { readonly name: string; readonly ok: false; readonly detail: string; readonly remedy: string }

/** What the composition root hands over. */
export type ApiParts = {
  readonly registry: Registry
  readonly store: TimeSeriesStore
  /** The payload formats that devices may name. */
  readonly formats: readonly { readonly format: string; readonly title: string }[]
  readonly ingest: ApiIngest
  /** Follows the platform's own topics on the broker; returns the way to stop. */
  readonly subscribe: (
    pattern: string,
    listener: (topic: string, payload: Uint8Array) => void,
  ) => () => void
  /** Takes readings of the past into the store and brings what depends on them up to date. */
  readonly importReadings: (readings: readonly Reading[]) => Promise<void>
  /** Copies everything into a new or empty folder of this machine; answers what was written. */
  readonly backup: (directory: string) => Promise<Readonly<Record<string, unknown>>>
  /** How many devices are connected to the broker. */
  readonly connections: () => number
  readonly jobs: () => readonly Job[]
  readonly health: () => Promise<readonly PartHealth[]>
  readonly operatorToken: string
  /** Where people reach the platform: links and the origin that may change state. */
  readonly publicUrl: string
  readonly logger: Logger
  readonly now: () => number
}

/** Everything that a request may need. */
export type ApiDeps = ApiParts & {
  readonly latest: LatestTable
  readonly frames: Frames
  readonly figures: Figures
  /** How many live sockets are open. */
  readonly liveClients: () => number
}
