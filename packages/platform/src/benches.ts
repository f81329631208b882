import type { Bench } from './bench/bench.js'
import { ingestBench } from './bench/ingest.js'

/** Every benchmark of `npm run bench -- NAME`; a new one is a file in `bench/` and a line here. */
export const benches: readonly Bench[] = [ingestBench]
