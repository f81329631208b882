import type { StoreAdapter } from '../adapters.js'
import { parseSingle } from '../victoriametrics/address.js'
import { openVictoriametricsStore } from '../victoriametrics/store.js'

/** `victoriametrics://host:8428[?tls=true]`, one server; its token in the options. */
export const victoriametricsAdapter: StoreAdapter = {
  scheme: 'victoriametrics',
  async open(address, { dataDirectory, token }) {
    return openVictoriametricsStore({
      name: 'victoriametrics',
      address: parseSingle(address),
      dataDirectory,
      ...(token === undefined ? {} : { token }),
    })
  },
}
