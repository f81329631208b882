/**
 * A stretch of one site's history in columns, sorted by point and time: the readings of `points[i]` are
 * the rows from `starts[i]` to before `starts[i + 1]`. The arrays can be handed to another thread.
 */
export type HistoryChunk = {
  /** Names the chunk within its history; the same for the same site and period. */
  readonly key: string
  readonly site: string
  /** Epoch ms, `from` inclusive, `to` exclusive. */
  readonly from: number
  readonly to: number
  readonly points: readonly string[]
  readonly starts: Uint32Array<ArrayBuffer>
  readonly observedAt: Float64Array<ArrayBuffer>
  readonly value: Float64Array<ArrayBuffer>
  /** 1 where the value is outside its metric's plausible range. */
  readonly suspect: Uint8Array<ArrayBuffer>
}

/** One point's readings in a chunk, as the stores' columns are. */
export type ChunkSeries = {
  readonly point: string
  readonly observedAt: Float64Array
  readonly value: Float64Array
  readonly suspect: Uint8Array
}

export function* seriesOf(chunk: HistoryChunk): Generator<ChunkSeries> {
  for (const [index, point] of chunk.points.entries()) {
    const from = chunk.starts[index] ?? 0
    const to = chunk.starts[index + 1] ?? from
    if (from === to) continue
    yield {
      point,
      observedAt: chunk.observedAt.subarray(from, to),
      value: chunk.value.subarray(from, to),
      suspect: chunk.suspect.subarray(from, to),
    }
  }
}

/** The same as readings, one object each, in the same order. */
export function* readingsOf(chunk: HistoryChunk) {
  for (const { point, observedAt, value, suspect } of seriesOf(chunk)) {
    for (let row = 0; row < observedAt.length; row++) {
      const flag = suspect[row] === 1 ? 'suspect' : 'good'
      yield { point, observedAt: observedAt[row] ?? 0, value: value[row] ?? 0, flag } as const
    }
  }
}
