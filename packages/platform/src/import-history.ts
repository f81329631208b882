import type { Ingest } from '@bypuls/ingest'
import type { ReadingChunk, TimeSeriesStore } from '@bypuls/stores'
import type { Tell } from './parts/tell.js'

type ImportDeps = {
  readonly store: Pick<TimeSeriesStore, 'writeChunks'>
  readonly tell: Pick<Tell, 'chunks'>
  readonly latest: Pick<Ingest['latest'], 'update'>
}

/** Brings a history in columns into the store, past the spool; its counters' entries are right when it resolves. */
export function createImportHistory({ store, tell, latest }: ImportDeps) {
  return async (chunks: readonly ReadingChunk[]): Promise<void> => {
    await store.writeChunks(chunks)
    await tell.chunks(chunks)
    for (const { point, observedAt, value, suspect } of chunks) {
      const last = value.length - 1
      if (last < 0) continue
      const flag = suspect[last] === 1 ? 'suspect' : 'good'
      const at = observedAt[last] ?? 0
      latest.update({ point, observedAt: at, value: value[last] ?? 0, flag }, null)
    }
  }
}
