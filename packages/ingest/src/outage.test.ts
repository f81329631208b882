import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findProgram, openFaultProxy, startInfluxd } from '@bypuls/servers'
import { expect, test } from 'vitest'
import { measureOutage } from './testing/outage.js'
import { newFolder } from './testing/town.js'

const CHILD = fileURLToPath(new URL('../dist/testing/outage-child.js', import.meta.url))

/** The short form; the long one is the platform's bench. */
test.skipIf(findProgram('influxd') === null)(
  'a store that is away at load costs no message, and no memory without bound',
  async () => {
    if (!existsSync(CHILD))
      throw new Error('packages/ingest is not built: run `npm run build` first')
    const folder = newFolder()
    const influxd = await startInfluxd(join(folder.path, 'influxd'))
    const proxy = await openFaultProxy({ target: { host: '127.0.0.1', port: influxd.port } })
    const urlAt = (port: number) =>
      `influxdb://127.0.0.1:${port}/${influxd.organisation}/${influxd.bucket}`

    const verdict = await measureOutage({
      folder: join(folder.path, 'ingest'),
      storeUrl: urlAt(proxy.port),
      oracleUrl: urlAt(influxd.port),
      token: influxd.token,
      messagesPerSecond: 500,
      awayMs: 4_000,
      away: (isAway) => proxy.set({ kind: isAway ? 'refuse' : 'pass' }),
    })

    expect(verdict).toMatchObject({ refused: 0, lost: 0 })
    expect(verdict.backlogMessages).toBeGreaterThan(1_000)
    expect(verdict.mostOwnMb).toBeLessThan(300)
    await proxy.close()
    await influxd.stop()
    folder.remove()
  },
  60_000,
)
