import { duckdbAdapter } from './adapters/duckdb.js'
import { influxdbAdapter } from './adapters/influxdb.js'
import { memoryAdapter } from './adapters/memory.js'
import { victoriametricsAdapter } from './adapters/victoriametrics.js'
import { victoriametricsClusterAdapter } from './adapters/victoriametrics-cluster.js'
import type { TimeSeriesStore } from './store.js'
import { StoreError } from './store-error.js'

/** What an adapter may need beside its URL. */
export type StoreOptions = {
  /** Where embedded stores keep their files. */
  readonly dataDirectory: string
  /** What a server asks for; never part of the URL. */
  readonly token?: string
  /** How long readings should be kept, so that a server that keeps them shorter is told; for ever. */
  readonly retentionMs?: number
  readonly memoryLimitMb?: number
  readonly threads?: number
}

export type StoreAdapter = {
  /** The word before the colon of the store's URL. */
  readonly scheme: string
  /** `address` is what follows the scheme and its colon: `//host:8086/organisation/bucket?tls=true`. */
  open(address: string, options: StoreOptions): Promise<TimeSeriesStore>
}

/** Every store there is: a new one is a file in `adapters/` and a line here. */
export const storeAdapters: readonly StoreAdapter[] = [
  duckdbAdapter,
  memoryAdapter,
  influxdbAdapter,
  victoriametricsAdapter,
  victoriametricsClusterAdapter,
]

/** Opens the store that the URL names; an unknown scheme is `misconfigured`, naming the setting. */
export async function openStore(url: string, options: StoreOptions): Promise<TimeSeriesStore> {
  const colon = url.indexOf(':')
  const adapter = storeAdapters.find(({ scheme }) => scheme === url.slice(0, colon))
  if (adapter === undefined) {
    const known = storeAdapters.map(({ scheme }) => `${scheme}:`).join(', ')
    throw new StoreError('misconfigured', `BYPULS_STORE_URL is "${url}": expected one of ${known}`)
  }
  return adapter.open(url.slice(colon + 1), options)
}
