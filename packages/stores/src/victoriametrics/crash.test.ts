import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Reading } from '@bypuls/model'
import { findProgram, startVictoriaMetrics, type VictoriaMetrics } from '@bypuls/servers'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { TimeSeriesStore } from '../store.js'
import { POINT, raw } from '../stores-under-test.js'
import { addressOf, flush } from './serve.js'
import { openVictoriametricsStore } from './store.js'

const START = Date.UTC(2026, 0, 1)
const BATCH = 500
const AGAIN_MS = 20

describe.skipIf(findProgram('victoria-metrics') === null)('a server that is killed', () => {
  let folder: string
  let server: VictoriaMetrics
  let store: TimeSeriesStore
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stores-'))
    server = await startVictoriaMetrics(join(folder, 'server'))
    store = openVictoriametricsStore({
      name: 'victoriametrics',
      address: addressOf(server),
      dataDirectory: folder,
    })
  })
  afterEach(async () => {
    await store.close()
    await server.stop('SIGKILL')
    await rm(folder, { recursive: true })
  })

  test('loses what it acknowledged last where nobody brings it again', async () => {
    const written = await writeThroughKills({ replay: false })

    expect((await all()).length).toBeLessThan(written)
  })

  test('has all that it acknowledged once what is younger than its horizon was brought again', async () => {
    const written = await writeThroughKills({ replay: true })

    expect((await all()).map(({ value }) => value)).toEqual(
      Array.from({ length: written }, (_, n) => n),
    )
  })

  /** Writes batches without a pause while the server is killed and started twice; how many readings. */
  async function writeThroughKills({ replay }: { readonly replay: boolean }): Promise<number> {
    const young: { readonly readings: readonly Reading[]; readonly at: number }[] = []
    let restarts = 0
    const unfollow = store.onRestarted?.(() => {
      restarts += 1
    })
    let stopping = false
    let written = 0
    const writing = (async () => {
      while (!stopping) {
        const readings = Array.from({ length: BATCH }, (_, n) => reading(written + n))
        await insist(readings)
        young.push({ readings, at: Date.now() })
        written += BATCH
        await setTimeout(AGAIN_MS)
      }
    })()
    for (let kills = 0; kills < 2; kills++) {
      const [before, seen] = [written, restarts]
      await vi.waitUntil(() => written > before + 10 * BATCH, 10_000)
      await server.stop('SIGKILL')
      await server.start()
      await vi.waitUntil(() => restarts > seen, 10_000)
      const since = Date.now() - store.durabilityHorizonMs
      const lost = replay ? young.filter(({ at }) => at >= since) : []
      for (const { readings } of lost) await insist(readings)
    }
    stopping = true
    await writing
    unfollow?.()
    return written
  }

  async function insist(readings: readonly Reading[]): Promise<void> {
    for (;;) {
      try {
        return await store.write(readings)
      } catch (error) {
        expect(error).toMatchObject({ kind: 'outage' })
        await setTimeout(AGAIN_MS)
      }
    }
  }

  async function all(): Promise<Reading[]> {
    await flush(server.url)
    return raw(store, { from: START })
  }
})

function reading(n: number): Reading {
  return { point: POINT, observedAt: START + n, value: n, flag: 'good' }
}
