import type { StoreAdapter } from '../adapters.js'
import { openInfluxdbStore } from '../influxdb/store.js'

/** `influxdb://host:8086/organisation/bucket`, with `?tls=true` where it speaks https; and a token. */
export const influxdbAdapter: StoreAdapter = {
  scheme: 'influxdb',
  open: async (address, { token, retentionMs }) =>
    openInfluxdbStore({
      address,
      ...(token === undefined ? {} : { token }),
      ...(retentionMs === undefined ? {} : { retentionMs }),
    }),
}
