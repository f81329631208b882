import type { Bench } from './bench/bench.js'
import { brokerBench } from './bench/broker.js'
import { diskBench } from './bench/disk.js'
import { exportBench } from './bench/export.js'
import { faultBenches } from './bench/faults.js'
import { fuzzBench } from './bench/fuzz.js'
import { ingestBench } from './bench/ingest.js'
import { killBench } from './bench/kill.js'
import { liveBench } from './bench/live.js'
import { pageBench } from './bench/page.js'
import { queryBench } from './bench/query.js'
import { scaleBench } from './bench/scale.js'
import { startBench } from './bench/start.js'
import { stopBench } from './bench/stop.js'
import { storesBench, storesMinutesBench } from './bench/stores.js'
import { telegrafAwayBench, telegrafBench } from './bench/telegraf.js'

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
  storesBench,
  storesMinutesBench,
  brokerBench,
  telegrafBench,
  telegrafAwayBench,
  scaleBench,
  ...faultBenches,
]
