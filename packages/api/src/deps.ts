import type { Outcome } from '@bypuls/ingest'
import type { Flag, Job, RawMessage } from '@bypuls/model'
import type { Registry } from '@bypuls/registry'
import type { TimeSeriesStore } from '@bypuls/stores'
import type { Logger } from 'pino'

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

/** Takes messages that came over HTTP, on the same way as those of the broker. */
export type HttpIngest = {
  /** Resolves with the message's id once it is on disk. */
  receive(message: RawMessage): Promise<string>
  /** Resolves with what became of it, once its readings are in the store. */
  outcome(id: string): Promise<Outcome>
}

/** One part of the platform as `/readyz` names it. */
export type PartHealth =
  | { readonly name: string; readonly ok: true }
  | { readonly name: string; readonly ok: false; readonly detail: string; readonly remedy: string }

/** What the composition root hands over. */
export type ApiParts = {
  readonly registry: Registry
  readonly store: TimeSeriesStore
  readonly latest: LatestTable
  /** The payload formats that devices may name. */
  readonly formats: readonly { readonly format: string; readonly title: string }[]
  readonly ingest: HttpIngest
  /** Follows the platform's own topics on the broker; returns the way to stop. */
  readonly subscribe: (
    pattern: string,
    listener: (topic: string, payload: Uint8Array) => void,
  ) => () => void
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
  /** The oldest reading of a site, epoch ms UTC. */
  readonly oldestOf: (site: string) => Promise<number | null>
}
