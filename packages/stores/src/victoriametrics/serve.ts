import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type NamedCluster, startVictoriaMetrics, type VictoriaMetrics } from '@bypuls/servers'
import { parseCluster, parseSingle } from './address.js'
import { shifted } from './shifted.js'
import { openVictoriametricsStore } from './store.js'

/** For tests: a VictoriaMetrics, emptied whenever another folder is opened. */
export async function serveVictoriametrics() {
  const directory = await mkdtemp(join(tmpdir(), 'victoriametrics-'))
  const server = await startVictoriaMetrics(directory)
  let last = ''
  return {
    async open(folder: string) {
      if (folder !== last) await empty(server)
      last = folder
      const store = openVictoriametricsStore({
        name: 'victoriametrics',
        address: addressOf(server),
        dataDirectory: folder,
      })
      return shifted(store, () => flush(server.url))
    },
    async stop() {
      await server.stop('SIGKILL')
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** As `openVictoriametricsStore` takes it. */
export function addressOf({ port }: { readonly port: number }) {
  return parseSingle(`//127.0.0.1:${port}`)
}

/** Shows at once what was written, not only after some seconds. */
export async function flush(url: string): Promise<void> {
  await fetch(`${url}/internal/force_flush`)
}

async function empty({ url }: VictoriaMetrics): Promise<void> {
  await flush(url)
  const every = new URLSearchParams({ 'match[]': '{__name__!=""}' })
  await fetch(`${url}/api/v1/admin/tsdb/delete_series`, { method: 'POST', body: every })
}

/** For tests: a cluster that runs elsewhere, a new tenant for each folder. */
export async function serveCluster({ url, storages }: NamedCluster) {
  const slash = url.lastIndexOf('/')
  const front = url.slice(url.indexOf(':') + 1, slash)
  const first = Number(url.slice(slash + 1)) + (Date.now() % 1e9)
  const folders: string[] = []
  return {
    async open(folder: string) {
      if (!folders.includes(folder)) folders.push(folder)
      const store = openVictoriametricsStore({
        name: 'victoriametrics-cluster',
        address: parseCluster(`${front}/${first + folders.indexOf(folder)}`),
        dataDirectory: folder,
        settleMs: 0,
      })
      return shifted(store, () => Promise.all(storages.map(flush)))
    },
    async stop() {},
  }
}
