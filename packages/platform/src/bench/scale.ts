import { cpus } from 'node:os'
import type { Bench } from './bench.js'
import { apiNodes } from './scale-api.js'
import { sensors } from './scale-sensors.js'
import { workers } from './scale-workers.js'
import { withCityStack } from './with-stack.js'

/** What grows with the number of sensors, of ingest workers and of API nodes. */
export const scaleBench: Bench = {
  name: 'scale',
  title: '1 000 and 100 000 registered sensors, 1 and 2 ingest workers, 1 and 2 API nodes',
  async run(print) {
    await withCityStack({ devices: 1_000 }, async (given) => {
      const say = (line: Readonly<Record<string, unknown>>) =>
        print({ bench: 'scale', cores: cpus().length, ...line })
      await workers(given, say)
      await apiNodes(given, say)
      await sensors(given, say)
    })
  },
}
