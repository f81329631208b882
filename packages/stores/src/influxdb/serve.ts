import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { type Influxd, startInfluxd } from '@bypuls/servers'
import { openInfluxdbStore } from './store.js'

/** For tests: an InfluxDB, with a bucket for each folder that is opened. */
export async function serveInfluxdb() {
  const directory = await mkdtemp(join(tmpdir(), 'influxd-'))
  const server = await startInfluxd(directory)
  return {
    async open(folder: string) {
      const bucket = basename(folder)
      await makeBucket(server, bucket)
      return openInfluxdbStore({ address: addressOf(server, bucket), token: server.token })
    },
    async stop() {
      await server.stop('SIGKILL')
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** As `openInfluxdbStore` takes it. */
export function addressOf({ port, organisation }: Influxd, bucket: string): string {
  return `//127.0.0.1:${port}/${organisation}/${bucket}`
}

/** Makes a bucket where it is not there yet; kept for ever, or for `everySeconds`. */
export async function makeBucket(
  { url, token, organisation }: Influxd,
  name: string,
  everySeconds = 0,
): Promise<void> {
  const headers = { authorization: `Token ${token}`, 'content-type': 'application/json' }
  const found = await fetch(`${url}/api/v2/orgs?org=${organisation}`, { headers })
  const orgID = /"id":\s*"([0-9a-f]+)"/.exec(await found.text())?.[1]
  const body = JSON.stringify({ orgID, name, retentionRules: [{ type: 'expire', everySeconds }] })
  const made = await fetch(`${url}/api/v2/buckets`, { method: 'POST', headers, body })
  if (!made.ok && made.status !== 422) throw new Error(`no bucket: ${await made.text()}`)
}
