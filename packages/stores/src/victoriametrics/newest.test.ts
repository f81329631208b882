import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findProgram, startVictoriaMetrics, type VictoriaMetrics } from '@bypuls/servers'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openStore } from '../adapters.js'
import { newestOf } from '../stores-under-test.js'

const DAY_MS = 86_400_000

describe.skipIf(findProgram('victoria-metrics') === null)('a site of very many points', () => {
  let folder: string
  let server: VictoriaMetrics
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stores-'))
    server = await startVictoriaMetrics(join(folder, 'server'))
  })
  afterAll(async () => {
    await server.stop('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  })

  test('tells the newest reading of each, also where it is of yesterday', async () => {
    const url = server.url.replace('http:', 'victoriametrics:')
    const store = await openStore(url, { dataDirectory: folder })
    const observedAt = Math.floor(Date.now() / 1_000) * 1_000 - DAY_MS
    const points = Array.from({ length: 31_000 }, (_, n) => `campus.room-${n % 5_000}.m${n % 7}`)
    const distinct = [...new Set(points)]
    await store.write(
      distinct.map((point) => ({ point, observedAt, value: 7, flag: 'good' as const })),
    )

    await vi.waitFor(
      async () => {
        await fetch(`${server.url}/internal/force_flush`)
        expect((await newestOf(store)).length).toBe(distinct.length)
      },
      { timeout: 25_000, interval: 500 },
    )
    expect(distinct.length).toBe(31_000)
    await store.close()
  })
})
