import type { Keeper } from '../keeper.js'
import type { Registry } from '../registry.js'
import { jobs } from '../schema/tables.js'

type JobWrites = Pick<Registry, 'jobs' | 'saveJob'>

/** Long work in the background, kept so that it goes on where it was. */
export function jobWrites(keeper: Keeper): JobWrites {
  return {
    jobs: () => [...keeper.memory().jobs.values()],

    saveJob: (job) =>
      keeper.write(async (_memory, transaction) => {
        await transaction.insert(jobs).values(job).onConflictDoUpdate({ target: jobs.id, set: job })
        return { answer: undefined, changed: { jobs: new Map([[job.id, job]]) } }
      }),
  }
}
