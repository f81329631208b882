import type { Bench } from './bench/bench.js'
import { exportBench } from './bench/export.js'
import { ingestBench } from './bench/ingest.js'
import { killBench } from './bench/kill.js'
import { queryBench } from './bench/query.js'

/** Every benchmark of `npm run bench -- NAME`; a new one is a file in `bench/` and a line here. */
export const benches: readonly Bench[] = [ingestBench, queryBench, exportBench, killBench]
