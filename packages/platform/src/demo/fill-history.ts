import type { Registry } from '@bypuls/registry'
import { type City, countChunks, historyFromWorker, seriesOf } from '@bypuls/simulator'
import type { ReadingChunk } from '@bypuls/stores'

const JOB = 'demo-history'
/** Readings per write: large enough to go into the history as they are, see the store's row groups. */
const READINGS_AT_ONCE = 150_000

export type FillHistory = {
  readonly city: City
  readonly registry: Pick<Registry, 'jobs' | 'saveJob'>
  readonly importHistory: (chunks: readonly ReadingChunk[]) => Promise<void>
  readonly onProgress: (done: number, total: number) => void
  readonly signal: AbortSignal
}

/**
 * Brings the city's year of history into the store by the import path, newest first, beside the live
 * values. Broken off, it goes on behind the last chunk that is stored.
 */
export async function fillHistory(given: FillHistory): Promise<void> {
  const { city, registry, signal } = given
  const before = registry.jobs().find((job) => job.id === JOB)
  if (before?.state === 'done') return
  const total = countChunks({ city })
  const job = { id: JOB, kind: 'history' as const, title: 'demo-history', total, detail: null }
  let done = before?.done ?? 0
  await registry.saveJob({ ...job, state: 'running', done, cursor: before?.cursor ?? null })

  const { seed, historyFrom, historyUntil } = city
  const after = before?.cursor ?? null
  const chunks = historyFromWorker(
    { seed, historyFrom, historyUntil },
    after === null ? {} : { after },
  )
  let waiting: ReadingChunk[] = []
  let readings = 0
  let made = done
  const store = async (cursor: string) => {
    await given.importHistory(waiting)
    waiting = []
    readings = 0
    done = made
    await registry.saveJob({ ...job, state: 'running', done, cursor })
    given.onProgress(done, total)
  }
  let last: string | null = null
  for await (const chunk of chunks) {
    if (signal.aborted) return
    waiting.push(...seriesOf(chunk))
    readings += chunk.value.length
    made += 1
    last = chunk.key
    if (readings >= READINGS_AT_ONCE) await store(chunk.key)
  }
  if (last !== null && waiting.length > 0) await store(last)
  await registry.saveJob({ ...job, state: 'done', done: total, cursor: null })
}
