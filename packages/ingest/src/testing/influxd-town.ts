import { join } from 'node:path'
import { type FaultProxy, type Influxd, openFaultProxy, startInfluxd } from '@bypuls/servers'
import { openInfluxdbStore, type TimeSeriesStore } from '@bypuls/stores'
import { newFolder, openTestIngest, type TestIngest } from './town.js'

/** An InfluxDB behind a proxy with faults, one per test file; each test has a bucket of its own. */
export type InfluxdTown = {
  readonly influxd: Influxd
  readonly proxy: FaultProxy
  /** Makes a bucket; without one the store is set up wrongly. */
  makeBucket(name: string): Promise<void>
  /** Lines as another program would write them. */
  writeLines(bucket: string, lines: string): Promise<void>
  /** A store behind the proxy that gives up after half a second of silence. */
  through(bucket: string): TimeSeriesStore
  /** The same without the proxy. */
  direct(bucket: string): TimeSeriesStore
  /** The way of a message into a store, in an empty folder. */
  open(store: TimeSeriesStore): Promise<TestIngest>
  /** Ends what a test opened. */
  endTest(): Promise<void>
  close(): Promise<void>
}

const SILENCE_MS = { write: 500, ask: 5_000 }

/** Starts the server and the proxy. */
export async function openInfluxdTown(): Promise<InfluxdTown> {
  const folder = newFolder()
  const influxd = await startInfluxd(join(folder.path, 'influxd'))
  const proxy = await openFaultProxy({ target: { host: '127.0.0.1', port: influxd.port } })
  let opened: (() => Promise<void>)[] = []
  let towns = 0

  async function post(path: string, body: string): Promise<void> {
    const headers = { authorization: `Token ${influxd.token}` }
    const answer = await fetch(influxd.url + path, { method: 'POST', headers, body })
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
  }

  function openStore(port: number, bucket: string): TimeSeriesStore {
    const address = `//127.0.0.1:${port}/${influxd.organisation}/${bucket}`
    const store = openInfluxdbStore({ address, token: influxd.token, silenceMs: SILENCE_MS })
    opened.push(() => store.close())
    return store
  }

  return {
    influxd,
    proxy,
    async makeBucket(name) {
      const headers = { authorization: `Token ${influxd.token}` }
      const found = await fetch(`${influxd.url}/api/v2/orgs?org=${influxd.organisation}`, {
        headers,
      })
      const { orgs }: { orgs: { id: string }[] } = JSON.parse(await found.text())
      await post(
        '/api/v2/buckets',
        JSON.stringify({ name, orgID: orgs[0]?.id, retentionRules: [] }),
      )
    },
    writeLines: (bucket, lines) =>
      post(`/api/v2/write?org=${influxd.organisation}&bucket=${bucket}&precision=ms`, lines),
    through: (bucket) => openStore(proxy.port, bucket),
    direct: (bucket) => openStore(influxd.port, bucket),
    async open(store) {
      towns += 1
      const town = await openTestIngest(join(folder.path, `ingest-${towns}`), store, {
        random: Math.random,
      })
      opened.push(() => town.ingest.close())
      return town
    },
    async endTest() {
      proxy.set({ kind: 'pass' })
      for (const close of opened.reverse()) await close()
      opened = []
    },
    async close() {
      await proxy.close()
      await influxd.stop()
      folder.remove()
    },
  }
}
