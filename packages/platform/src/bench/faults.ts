import { openFaultCity } from '../faults/fault-city.js'
import type { FaultRun } from '../faults/runs/run.js'
import { faultRuns } from '../faults/runs.js'
import type { Bench } from './bench.js'

/** One benchmark per fault on the real servers: `npm run bench -- kill-ingest`. */
export const faultBenches: readonly Bench[] = faultRuns.map(toBench)

function toBench(run: FaultRun): Bench {
  return {
    name: run.name,
    title: run.title,
    async run(print) {
      const city = await openFaultCity({
        devices: 4,
        ...(run.store === undefined ? {} : { store: run.store }),
      })
      try {
        const { figures, missed } = await run.run(city, 'full')
        print({ bench: run.name, ...figures, goal: run.goal, missed })
      } finally {
        await city.close()
      }
    },
  }
}
