import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type NamedCluster, startVictoriaMetrics, type VictoriaMetrics } from '@bypuls/servers'
import { parseCluster, parseSingle } from './address.js'
import { shifted } from './shifted.js'
import { openVictoriametricsStore } from './store.js'

/** The inserting server of a cluster hands on what it has every 200 ms; its figures are older than that. */
const SENT_MS = 400

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
  return {
    async open(folder: string) {
      const tenant = createHash('sha256').update(folder).digest().readUInt32BE()
      const store = openVictoriametricsStore({
        name: 'victoriametrics-cluster',
        address: parseCluster(`${front}/${tenant}`),
        dataDirectory: folder,
        isPatient: false,
      })
      return shifted(store, async () => {
        await setTimeout(SENT_MS)
        await Promise.all(storages.map(flush))
      })
    },
    async stop() {},
  }
}
