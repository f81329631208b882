import type { Rules } from '@bypuls/api'
import type { Ingest } from '@bypuls/ingest'
import type { ReadingChunk, TimeSeriesStore } from '@bypuls/stores'

type ImportDeps = {
  readonly store: Pick<TimeSeriesStore, 'writeChunks'>
  readonly rules: Pick<Rules, 'touchedChunks' | 'settled'>
  readonly latest: Pick<Ingest['latest'], 'update'>
}

/** Brings a history in columns into the store, past the spool; its counters' entries are right when it resolves. */
export function createImportHistory({ store, rules, latest }: ImportDeps) {
  return async (chunks: readonly ReadingChunk[]): Promise<void> => {
    await store.writeChunks(chunks)
    rules.touchedChunks(chunks)
    await rules.settled()
    for (const { point, observedAt, value, suspect } of chunks) {
      const last = value.length - 1
      if (last < 0) continue
      const flag = suspect[last] === 1 ? 'suspect' : 'good'
      const at = observedAt[last] ?? 0
      latest.update({ point, observedAt: at, value: value[last] ?? 0, flag }, null)
    }
  }
}
