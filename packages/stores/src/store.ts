import type { Flag, PartName, Reading, Readings, WindowParts } from '@bypuls/model'

/**
 * Fixed UTC windows of `widthMs`, the first boundary at `originMs`, of readings in [from, to).
 * Readings flagged suspect are left out unless `flag` asks for them (and then only they count).
 */
export type WindowQuery = {
  readonly points: readonly string[]
  readonly from: number
  readonly to: number
  readonly widthMs: number
  readonly originMs: number
  readonly parts: readonly PartName[]
  readonly flag?: Flag
}

/** Raw readings in [from, to), point by point in the order asked, each in time order. */
export type ReadingQuery = {
  readonly points: readonly string[]
  readonly from: number
  readonly to: number
  /** At most this many per point. */
  readonly limit?: number
  readonly order?: 'oldest-first' | 'newest-first'
}

/** A run of one point's readings in columns: a promise or an object per reading would cost more than it. */
export type ReadingChunk = {
  readonly point: string
  readonly observedAt: Float64Array
  readonly value: Float64Array
  /** 1 where the reading is flagged suspect. */
  readonly suspect: Uint8Array
}

export type PointRange = {
  readonly points: readonly string[]
  readonly from: number
  readonly to: number
}

/** Windows or readings that a store could not give completely, because a part of it is away. */
export class PartialAnswerError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'PartialAnswerError'
  }
}

export type StoreHealth =
  | { readonly ok: true }
  | { readonly ok: false; readonly detail: string; readonly remedy: string }

/** Where readings live. Every adapter passes `store-contract.test.ts`. */
export interface TimeSeriesStore {
  /** `duckdb`, `memory`, … as in the settings' URL. */
  readonly name: string
  /** How far back an acknowledged write may still be lost by a crash of the store, in ms; 0 = never. */
  readonly durabilityHorizonMs: number
  /** How long after its acknowledgement a reading may still be missing from answers, ms; absent: not at all. */
  readonly readableAfterMs?: number
  /**
   * Idempotent per point and time: the same reading twice is one; of two different values the later
   * write wins, and a good one always wins over a suspect one. Rejects with `StoreError`.
   */
  write(readings: Readings): Promise<void>
  /** The same for whole runs in columns, as `readings` gives them: no object per reading. */
  writeChunks(chunks: readonly ReadingChunk[]): Promise<void>
  /** The parts asked for, per point and window, oldest first per point; empty windows are absent, not zero. */
  windows(query: WindowQuery): AsyncIterable<readonly WindowParts[]>
  readings(query: ReadingQuery): AsyncIterable<ReadingChunk>
  /** The newest reading of every point. */
  latest(): AsyncIterable<readonly Reading[]>
  /** When the first reading of any of the points was observed, epoch ms; null where there is none. */
  oldest(points: readonly string[]): Promise<number | null>
  /** The last reading before `at` and the first at or after it, good ones only, per point; for counters. */
  around(points: readonly string[], at: number): Promise<readonly Neighbours[]>
  remove(range: PointRange): Promise<void>
  /**
   * Writes the readings into a Parquet file, by point and time, and gives their number. Columns: `point`,
   * `time` (UTC), `value`, `quality` (`good` or `suspect`). Absent where the engine cannot.
   */
  exportParquet?(query: ReadingQuery, path: string): Promise<number>
  /**
   * Copies everything as of now into a folder, laid out as in the data folder, while writes go on. Absent
   * where the store is not ours to copy.
   */
  backup?(directory: string): Promise<void>
  health(): Promise<StoreHealth>
  /**
   * Calls back when the store has been restarted, perhaps without what is younger than its horizon;
   * returns the way to stop. Absent where the horizon is 0.
   */
  onRestarted?(listener: () => void): () => void
  close(): Promise<void>
}

export type Neighbours = {
  readonly point: string
  readonly before?: { readonly observedAt: number; readonly value: number }
  readonly after?: { readonly observedAt: number; readonly value: number }
}
