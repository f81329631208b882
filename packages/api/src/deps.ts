import type { Ingest, LetterPage, LetterQuery, LoggedMessage, Outcome } from '@bypuls/ingest'
import type { Job, Reading } from '@bypuls/model'
import type { Registry, RegistryAdministration } from '@bypuls/registry'
import type { TimeSeriesStore } from '@bypuls/stores'
import type { Logger } from 'pino'
import type { ClientAddress } from './client-address.js'
import type { Figures } from './figures.js'
import type { Frames } from './frames.js'

/** The newest value of every point, in memory. */
export type LatestTable = Pick<Ingest['latest'], 'get'>

/**
 * What the API needs of the ingest: the one of its own process, which answers at once, or all of the
 * platform's workers, which are asked over HTTP and say which of them did not answer.
 */
export type ApiIngest = Pick<Ingest, 'accept'> & {
  /** What became of an accepted message; `signal` ends the wait where nobody asks any more. */
  verdict(id: string, signal?: AbortSignal): Promise<Outcome>
  readonly latest: LatestTable
  readonly messages: {
    /** Newest first. */
    list(organisation: string, device: string): readonly LoggedMessage[] | Promise<LogOfAll>
    /** Calls back for every message as it comes (of that device, perhaps of others too). */
    follow(listener: (message: LoggedMessage) => void, of: Followed): () => void
  }
  readonly deadLetters: {
    list(query: LetterQuery): LetterPage | Promise<LettersOfAll>
    /** Whether a text is one of its cursors; without it they are `<number>-<number>`. */
    readonly isCursor?: (text: string) => boolean
  }
  metrics(): IngestFigures | Promise<readonly WorkerFigures[]>
  /** The names of the living ingest workers; absent where the ingest is this process's own. */
  readonly workers?: () => readonly string[]
}

/** Whose messages are followed, and which of them were told already. */
export type Followed = {
  readonly organisation: string
  readonly device: string
  readonly known: ReadonlySet<string>
}

/** `missing`: the workers that did not answer; what they have is not in it. */
export type LogOfAll = {
  readonly items: readonly LoggedMessage[]
  readonly missing: readonly string[]
}

/** A page of all workers' letters; `missing` as in `LogOfAll`. */
export type LettersOfAll = LetterPage & { readonly missing: readonly string[] }

/** The ingest of this process, as it answers the other processes. */
export type OwnIngest = Pick<Ingest, 'accept' | 'verdict'> & {
  readonly messages: Pick<Ingest['messages'], 'list' | 'follow'>
  readonly deadLetters: Pick<Ingest['deadLetters'], 'list'>
  metrics(): IngestFigures
}

/** Numbers since the start, and the spool as it is. */
export type IngestFigures = Pick<
  ReturnType<Ingest['metrics']>,
  | 'messages'
  | 'readingsStored'
  | 'rejected'
  | 'spoolBytes'
  | 'spoolOldestSeconds'
  | 'heldBackOrganisations'
>

/** What a worker told of itself. */
export type WorkerFigures = IngestFigures & { readonly worker: string }

/** One part of the platform as `/readyz` names it. */
export type PartHealth =
  | { readonly name: string; readonly ok: true }
  | {
      readonly name: string
      readonly ok: false
      readonly detail: string
      readonly remedy: string
      /** What is asked is still answered rightly: no reason for a balancer to turn away. */
      readonly stillServes?: true
    }

/** What the operator changes besides adding. */
type Administration = Pick<
  RegistryAdministration,
  'rotateDevice' | 'updateSite' | 'updatePlace' | 'removeSite' | 'removePlace' | 'removePoint'
>

/** What the composition root hands over. */
export type ApiParts = {
  readonly registry: Registry & Administration
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
  /**
   * Addresses and networks of the balancers and proxies in front of this node (`10.0.0.0/8`): what they
   * write into `X-Forwarded-For` is believed. Without them nobody is.
   */
  readonly trustedProxies?: readonly string[]
  readonly logger: Logger
  readonly now: () => number
}

/** Everything that a request may need. */
export type ApiDeps = ApiParts & {
  readonly latest: LatestTable
  readonly frames: Frames
  readonly clientAddress: ClientAddress
  readonly figures: Figures
  /** How many live sockets are open. */
  readonly liveClients: () => number
}
