import type { Job } from '@bypuls/model'
import type { JobRecord, Registry } from '@bypuls/registry'

/** How far a job was when it was first seen in this process: its rate counts from there. */
type Seen = { readonly at: number; readonly done: number }

/** The registry's jobs with their rate and the time that is left, as the page and the terminal show them. */
export function createJobs(
  registry: Pick<Registry, 'jobs'>,
  now: () => number,
): () => readonly Job[] {
  const seen = new Map<string, Seen>()
  return () =>
    registry.jobs().map((record) => {
      const first = seen.get(record.id) ?? { at: now(), done: record.done }
      seen.set(record.id, first)
      return withRate(record, first, now())
    })
}

function withRate(record: JobRecord, first: Seen, now: number): Job {
  const { id, kind, title, state, done, total, detail } = record
  const seconds = (now - first.at) / 1_000
  const rate = state === 'running' && seconds > 0 ? (done - first.done) / seconds : 0
  return {
    id,
    kind,
    title,
    state,
    done,
    total,
    detail,
    ratePerS: rate > 0 ? rate : null,
    secondsLeft: rate > 0 ? (total - done) / rate : null,
  }
}
