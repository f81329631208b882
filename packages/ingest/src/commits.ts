import { SpoolError } from './spool-error.js'

/** The commits to one disk: one at a time, in the order asked. */
export type Commits = {
  /** Resolves or rejects as the work does; rejects at once shortly after one that failed. */
  run(work: () => Promise<void>): Promise<void>
  /** Why the last commit failed; undefined while the disk takes what it is given. */
  trouble(): SpoolError | undefined
  /** Resolves when what was asked so far has ended. */
  idle(): Promise<void>
}

/** After a failed commit the disk is left alone for this long; what comes meanwhile fails at once. */
const REST_AFTER_FAILURE_MS = 1_000

/** None has run yet. `now`: epoch ms, only for the rest after a failed one. */
export function createCommits(now: () => number): Commits {
  let trouble: SpoolError | undefined
  let restUntil = 0
  let queue: Promise<void> = Promise.resolve()

  async function runNow(work: () => Promise<void>): Promise<void> {
    if (trouble && now() < restUntil) throw trouble
    try {
      await work()
      trouble = undefined
    } catch (error) {
      if (error instanceof SpoolError) trouble = error
      restUntil = now() + REST_AFTER_FAILURE_MS
      throw error
    }
  }

  return {
    run(work) {
      const result = queue.then(() => runNow(work))
      queue = result.catch(() => undefined)
      return result
    },
    trouble: () => trouble,
    idle: () => queue,
  }
}
