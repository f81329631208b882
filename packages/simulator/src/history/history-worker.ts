import { parentPort, workerData } from 'node:worker_threads'
import { demoCity } from '../city.js'
import { historyChunks } from './history-chunks.js'
import type { WorkerStart } from './worker-start.js'

/** Makes one chunk for each message it is sent, null after the last; see `historyFromWorker`. */
const { options, after }: WorkerStart = workerData
const chunks = historyChunks({
  city: demoCity(options),
  ...(after === undefined ? {} : { after }),
})

parentPort?.on('message', () => {
  const next = chunks.next()
  if (next.done === true) {
    parentPort?.postMessage(null)
    parentPort?.close()
    return
  }
  const chunk = next.value
  parentPort?.postMessage(chunk, [
    chunk.starts.buffer,
    chunk.observedAt.buffer,
    chunk.value.buffer,
    chunk.suspect.buffer,
  ])
})
