import { join } from 'node:path'
import { program } from './binaries.js'
import { freePort } from './free-port.js'
import { type Running, run } from './running.js'

export type Influxd = Running & {
  readonly url: string
  readonly organisation: string
  readonly bucket: string
  /** May do everything. */
  readonly token: string
  /** As `start`, but also after a kill only once. */
  startOnce(): Promise<void>
}

const SETUP = { org: 'bypuls', bucket: 'city', username: 'admin', password: 'for-tests-only' }

/** An InfluxDB 2.7 with one bucket in an empty folder. `args` are more of influxd's own options. */
export async function startInfluxd(folder: string, args: readonly string[] = []): Promise<Influxd> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const running = await run({
    name: 'influxd',
    command: program('influxd'),
    args: [
      `--bolt-path=${join(folder, 'influxd.bolt')}`,
      `--engine-path=${join(folder, 'engine')}`,
      `--sqlite-path=${join(folder, 'influxd.sqlite')}`,
      `--http-bind-address=127.0.0.1:${port}`,
      '--reporting-disabled',
      '--log-level=warn',
      ...args,
    ],
    port,
    isReady: async () => (await fetch(`${url}/health`)).ok,
  })
  const token = 'token-of-a-test-server-0123456789abcdef'
  const answer = await fetch(`${url}/api/v2/setup`, {
    method: 'POST',
    body: JSON.stringify({ ...SETUP, token }),
  })
  if (!answer.ok) throw new Error(`influxd cannot be set up: ${await answer.text()}`)
  return { ...startedTwice(running), url, organisation: SETUP.org, bucket: SETUP.bucket, token }
}

/**
 * After a crash the server writes behind the torn end of its log, and only its next start reads so far: a
 * first start that takes no writes mends the log (docs/decisions/0011, and the shipped entrypoint does it).
 */
function startedTwice(running: Running): Running & Pick<Influxd, 'startOnce'> {
  let crashed = false
  return {
    ...running,
    startOnce: running.start,
    async stop(signal) {
      crashed ||= signal === 'SIGKILL'
      await running.stop(signal)
    },
    async start() {
      await running.start()
      if (!crashed) return
      await running.stop()
      await running.start()
      crashed = false
    },
  }
}
