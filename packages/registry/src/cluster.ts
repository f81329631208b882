import type { Readings } from '@bypuls/model'

export type Role = 'broker' | 'ingest' | 'watch' | 'api'

/** A process of the platform, as the others see it. */
export type ProcessRecord = {
  /** Unique; an ingest worker's client id and its messages' numbers hang on it. */
  readonly name: string
  readonly roles: readonly Role[]
  /** Where the others reach its HTTP. */
  readonly url: string
}

/** A run of one counter's readings that the store has by now; times are epoch ms UTC. */
export type TouchedRun = {
  readonly point: string
  readonly from: number
  readonly to: number
  readonly first: number
  readonly last: number
  /** In order of time and never counting down: with it and what is known of the end, no question is needed. */
  readonly steady: boolean
}

/**
 * What the processes of one platform share besides the records. An embedded registry has one process:
 * joining is free, it always leads, and nothing is ever handed over.
 */
export interface Cluster {
  /**
   * Takes the name for as long as this process lives and shows it to the others. Rejects with
   * `NameTakenError`, which names the setting, where a living process has it.
   */
  join(process: ProcessRecord): Promise<void>
  /** The processes that have shown themselves within the last 10 s, this one included. */
  processes(): readonly ProcessRecord[]
  /**
   * Runs `work` while this process leads that task; its signal ends with the leadership. Another takes
   * over within 15 s after this one dies. Returns the way to stop.
   */
  lead(task: string, work: (signal: AbortSignal) => Promise<void>): () => Promise<void>

  /** Hands runs to whoever leads the watch; resolves when they are on disk. */
  addTouched(runs: readonly TouchedRun[]): Promise<void>
  /** The oldest of them, at most so many, with the number to forget them by. */
  touched(
    limit: number,
  ): Promise<{ readonly runs: readonly TouchedRun[]; readonly through: number }>
  /** Forgets them up to that number: the entries they touch are right. */
  forgetTouched(through: number): Promise<void>
}

/** For each counter among the readings one run; `isCounter` says which points are. */
export type RunsOf = (
  readings: Readings,
  isCounter: (point: string) => boolean,
) => readonly TouchedRun[]

/** Another living process has the name. */
export class NameTakenError extends Error {
  constructor(name: string) {
    super(
      `BYPULS_PROCESS: another process of this platform is called "${name}": ` +
        'give each process a name of its own',
    )
    this.name = 'NameTakenError'
  }
}
