import { join } from 'node:path'
import { startVictoriaMetrics, type VictoriaMetrics } from '@bypuls/servers'
import type { TimeSeriesStore } from '../store.js'
import { parseSingle } from './address.js'
import { openVictoriametricsStore } from './store.js'
import { shifted } from './under-test.js'

/**
 * One real server for all the tests of a file, emptied whenever a store is opened in a new folder;
 * started with the first.
 */
export function createServerUnderTest() {
  let starting: Promise<VictoriaMetrics> | undefined
  const seen = new Set<string>()

  async function empty(url: string): Promise<void> {
    await fetch(`${url}/internal/force_flush`)
    const every = new URLSearchParams({ 'match[]': '{__name__!=""}' })
    await fetch(`${url}/api/v1/admin/tsdb/delete_series`, { method: 'POST', body: every })
  }

  return {
    async open(folder: string, serverFolder: () => Promise<string>): Promise<TimeSeriesStore> {
      starting ??= serverFolder().then((of) => startVictoriaMetrics(of))
      const { url } = await starting
      if (!seen.has(folder)) await empty(url)
      seen.add(folder)
      const store = openVictoriametricsStore({
        name: 'victoriametrics',
        address: parseSingle(url.slice('http:'.length)),
        dataDirectory: join(folder, 'data'),
      })
      return shifted(store, () => fetch(`${url}/internal/force_flush`))
    },
    stop: async () => (await starting)?.stop(),
  }
}
