import type { StoreAdapter } from '../adapters.js'
import { parseCluster } from '../victoriametrics/address.js'
import { openVictoriametricsStore } from '../victoriametrics/store.js'

/** `victoriametrics-cluster://insert:8480,select:8481/<tenant>[?tls=true]`; its token in the options. */
export const victoriametricsClusterAdapter: StoreAdapter = {
  scheme: 'victoriametrics-cluster',
  async open(address, { dataDirectory, token }) {
    return openVictoriametricsStore({
      name: 'victoriametrics-cluster',
      address: parseCluster(address),
      dataDirectory,
      ...(token === undefined ? {} : { token }),
    })
  },
}
