import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { findProgram, freePort, startInfluxd } from '@bypuls/servers'
import { expect, test } from 'vitest'

const shipped = readFileSync(new URL('../docker/start-influxdb', import.meta.url), 'utf8')
const influxd = findProgram('influxd')

test.skipIf(influxd === null)(
  'a killed InfluxDB is started once without writers before it is started for good',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bypuls-start-influxdb-'))
    const server = await startInfluxd(folder)
    await server.stop('SIGKILL')
    const alone = `127.0.0.1:${await freePort()}`
    const script = join(folder, 'start')
    // In place of the image's own entrypoint, which only names its options.
    writeFileSync(
      script,
      shipped.replace('exec /entrypoint.sh influxd "$@"', 'echo for good: "$@"'),
    )

    const child = spawn('bash', [script, '--log-level=info'], {
      env: {
        HOME: folder,
        PATH: `${dirname(influxd ?? '')}:${process.env.PATH}`,
        INFLUXDB_DATA: folder,
        INFLUXDB_ALONE: alone,
      },
    })
    let printed = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => {
        printed += data.toString()
      })
    const [code] = await once(child, 'close')
    rmSync(folder, { recursive: true })

    expect(printed).toMatch(/Listening[\s\S]*"transport": "http"|transport=http/)
    expect(printed.indexOf('for good: --log-level=info')).toBeGreaterThan(
      printed.indexOf('Listening'),
    )
    expect(code).toBe(0)
  },
)
