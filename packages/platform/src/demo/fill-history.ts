import type { Registry } from '@bypuls/registry'
import { type City, countChunks, historyFromWorker, seriesOf } from '@bypuls/simulator'
import type { ReadingChunk } from '@bypuls/stores'

const JOB = 'demo-history'
/** Readings per write: live values get their turn between two, and few writes wait for the disk. */
const READINGS_AT_ONCE = 60_000

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
  for await (const chunk of chunks) {
    if (signal.aborted) return
    for (const slice of slices(seriesOf(chunk))) await given.importHistory(slice)
    done += 1
    await registry.saveJob({ ...job, state: 'running', done, cursor: chunk.key })
    given.onProgress(done, total)
  }
  await registry.saveJob({ ...job, state: 'done', done: total, cursor: null })
}

function* slices(chunks: Iterable<ReadingChunk>): Generator<readonly ReadingChunk[]> {
  let slice: ReadingChunk[] = []
  let readings = 0
  for (const chunk of chunks) {
    slice.push(chunk)
    readings += chunk.value.length
    if (readings < READINGS_AT_ONCE) continue
    yield slice
    slice = []
    readings = 0
  }
  if (slice.length > 0) yield slice
}
