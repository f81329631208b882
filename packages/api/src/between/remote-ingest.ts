import type { ApiIngest, WorkerFigures } from '../deps.js'
import { HttpProblem } from '../problem.js'
import { followLogs } from './follow-logs.js'
import { acceptRemotely, verdictOf } from './remote-accept.js'
import { isCursor, listLetters } from './remote-letters.js'
import { listLogs } from './remote-log.js'
import { FiguresShape } from './shapes.js'
import { openWorkers, type WorkersDeps } from './workers.js'

export type RemoteIngestDeps = WorkersDeps

/** The ingest of an API without one of its own: the platform's ingest workers, asked over HTTP. */
export type RemoteIngest = Omit<ApiIngest, 'latest'> & {
  /** Ends what is followed and the kept connections. */
  close(): void
}

const QUICK_MS = 3_000

/**
 * Asks the ingest workers that `processes` names. A message goes to one of them, and its id
 * `<worker>:<id>` says to which; lists are merged from all of them. Rejects with `HttpProblem`.
 */
export function createRemoteIngest(deps: RemoteIngestDeps): RemoteIngest {
  const workers = openWorkers(deps)
  const stop = new AbortController()

  return {
    accept: (message) => acceptRemotely(workers, message),
    verdict: (id, signal) => verdictOf(workers, id, signal),
    messages: {
      list: (organisation, device) => listLogs(workers, { organisation, device }),
      follow: (listener, of) => followLogs(workers, { listener, of, until: stop.signal }),
    },
    workers: () => workers.living().map(({ name }) => name),
    deadLetters: { list: (query) => listLetters(workers, query), isCursor },

    async metrics() {
      if (workers.living().length === 0) return []
      const question = { method: 'GET', path: '/internal/figures', timeoutMs: QUICK_MS } as const
      const { told } = await workers.askAll(FiguresShape, () => question).catch(nothingTold)
      return told.map(({ worker, value }): WorkerFigures => ({ ...value, worker }))
    },

    close() {
      stop.abort()
      workers.close()
    },
  }
}

/** Where no worker answers there are no figures; that they are away is told by `/readyz`. */
function nothingTold(error: unknown) {
  if (!(error instanceof HttpProblem)) throw error
  return { told: [] }
}
