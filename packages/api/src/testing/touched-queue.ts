import type { Cluster, TouchedRun } from '@bypuls/registry'

export type TouchedQueue = Pick<Cluster, 'addTouched' | 'touched' | 'forgetTouched'> & {
  waiting(): number
}

/** What the registry hands from the ingest workers to the watch, in memory. */
export function createTouchedQueue(): TouchedQueue {
  let rows: { readonly number: number; readonly run: TouchedRun }[] = []
  let number = 0
  return {
    async addTouched(runs) {
      for (const run of runs) {
        number += 1
        rows.push({ number, run })
      }
    },
    async touched(limit) {
      const some = rows.slice(0, limit)
      return { runs: some.map(({ run }) => run), through: some.at(-1)?.number ?? 0 }
    },
    async forgetTouched(through) {
      rows = rows.filter((row) => row.number > through)
    },
    waiting: () => rows.length,
  }
}
