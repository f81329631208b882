import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Reading } from '@bypuls/model'
import { findProgram, type Influxd, startInfluxd } from '@bypuls/servers'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { TimeSeriesStore } from '../store.js'
import { raw } from '../stores-under-test.js'
import { addressOf } from './serve.js'
import { openInfluxdbStore } from './store.js'

const CO2 = 'skole.lokale.co2'
const START = Date.parse('2026-11-02T00:00:00Z')
const HOUR = 3_600_000
/** As many as the server keeps in one block. */
const BLOCK = 1_000

/** The server writes its cache into a file a second after the last reading, not ten minutes. */
const EARLY = '--storage-cache-snapshot-write-cold-duration=1s'
const UNTIL_WRITTEN = { timeout: 30_000, interval: 200 }

describe.skipIf(findProgram('influxd') === null)('a reading from before those on disk', () => {
  let folder: string
  let server: Influxd
  let store: TimeSeriesStore
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'influxd-'))
    server = await startInfluxd(folder, [EARLY])
    store = openInfluxdbStore({ address: addressOf(server, server.bucket), token: server.token })
    await store.write(Array.from({ length: BLOCK }, (_, second) => at(second * 1_000)))
    await vi.waitFor(async () => expect(await filesIn(folder)).toHaveLength(1), UNTIL_WRITTEN)
    await store.write([at(500)])
  }, 60_000)
  afterAll(async () => {
    await store.close()
    await server.stop('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  })

  test('does not make the others come twice', async () => {
    const times = (await raw(store, { points: [CO2] })).map(({ observedAt }) => observedAt)

    expect(times).toHaveLength(BLOCK + 1)
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
  })

  test('counts once, and so do they, in the windows of a day', async () => {
    const query = { points: [CO2], from: START, to: START + 24 * HOUR, widthMs: HOUR, originMs: 0 }
    const windows = []
    for await (const some of store.windows({ ...query, parts: ['count', 'sum'] })) {
      windows.push(...some)
    }

    expect(windows).toEqual([{ point: CO2, start: START, count: BLOCK + 1, sum: BLOCK + 1 }])
  })
})

function at(ms: number): Reading {
  return { point: CO2, observedAt: START + ms, value: 1, flag: 'good' }
}

/** What the server has written out of its cache. */
async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, 'engine'), { recursive: true })
  return names.filter((name) => name.endsWith('.tsm'))
}
