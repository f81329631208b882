import { join, resolve } from 'node:path'
import type { StoreAdapter } from '../adapters.js'
import { openDuckdbStore } from '../duckdb/store.js'

/** `duckdb:`, a file in the data folder; `duckdb:<path>` names another (relative to the data folder). */
export const duckdbAdapter: StoreAdapter = {
  scheme: 'duckdb',
  open: (address, { dataDirectory, memoryLimitMb, threads }) =>
    openDuckdbStore({
      path: resolve(dataDirectory, address === '' ? join('store', 'readings.duckdb') : address),
      ...(memoryLimitMb === undefined ? {} : { memoryLimitMb }),
      ...(threads === undefined ? {} : { threads }),
    }),
}
