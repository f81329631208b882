import type { Bench } from './bench/bench.js'
import { diskBench } from './bench/disk.js'
import { exportBench } from './bench/export.js'
import { fuzzBench } from './bench/fuzz.js'
import { ingestBench } from './bench/ingest.js'
import { killBench } from './bench/kill.js'
import { liveBench } from './bench/live.js'
import { pageBench } from './bench/page.js'
import { queryBench } from './bench/query.js'
import { startBench } from './bench/start.js'
import { stopBench } from './bench/stop.js'

/** Every benchmark of `npm run bench -- NAME`; a new one is a file in `bench/` and a line here. */
export const benches: readonly Bench[] = [
  ingestBench,
  queryBench,
  exportBench,
  killBench,
  stopBench,
  diskBench,
  fuzzBench,
  liveBench,
  startBench,
  pageBench,
]
