import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { CityOptions } from '../city/options.js'
import type { HistoryChunk } from './chunk.js'
import type { WorkerStart } from './worker-start.js'

/** The compiled one, seen from `src` and from `dist` alike: a thread does not read TypeScript. */
const WORKER = new URL('../../dist/history/history-worker.js', import.meta.url)

/**
 * The same chunks as `historyChunks`, made in a thread of their own, so that live values do not wait.
 * One chunk is made ahead while the one before is being stored. Ends the thread when left early.
 */
export async function* historyFromWorker(
  options: CityOptions,
  { after }: { readonly after?: string } = {},
): AsyncGenerator<HistoryChunk> {
  const workerData: WorkerStart = { options, after }
  // None of the program's own flags: a test's would lead the thread to TypeScript sources.
  const worker = new Worker(WORKER, { workerData, execArgv: [] })
  try {
    let coming = nextChunk(worker)
    for (;;) {
      const chunk = await coming
      if (chunk === null) return
      coming = nextChunk(worker)
      coming.catch(() => undefined) // told when it is awaited, or of no interest when left early
      yield chunk
    }
  } finally {
    await worker.terminate()
  }
}

/** Asks for a chunk; rejects when the thread breaks. */
async function nextChunk(worker: Worker): Promise<HistoryChunk | null> {
  worker.postMessage('next')
  const [chunk]: (HistoryChunk | null)[] = await once(worker, 'message')
  return chunk ?? null
}
