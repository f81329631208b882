import { openFaultCity } from '../faults/fault-city.js'
import type { FaultRun, Size } from '../faults/runs/run.js'
import { faultRuns } from '../faults/runs.js'
import type { Bench } from './bench.js'

/** One benchmark per fault on the real servers: `npm run bench -- kill-ingest`. */
export const faultBenches: readonly Bench[] = faultRuns.flatMap((run) => {
  const bench = toBench(run, run.name, 'full')
  if (run.long === undefined) return [bench]
  return [bench, { ...toBench(run, run.long, 'long'), onlyByName: true }]
})

function toBench(run: FaultRun, name: string, size: Size): Bench {
  return {
    name,
    title: run.title,
    async run(print) {
      const city = await openFaultCity({
        devices: 4,
        ...(run.store === undefined ? {} : { store: run.store }),
      })
      try {
        const { figures, missed } = await run.run(city, size)
        print({ bench: name, ...figures, goal: run.goal, missed })
      } finally {
        await city.close()
      }
    },
  }
}
