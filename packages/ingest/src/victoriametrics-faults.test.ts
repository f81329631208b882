import { join } from 'node:path'
import { findProgram, startVictoriaMetrics, type VictoriaMetrics } from '@bypuls/servers'
import { openStore, type TimeSeriesStore } from '@bypuls/stores'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  newFolder,
  openTestIngest,
  stored,
  TEMPERATURE,
  type TestIngest,
  temperature,
} from './testing/town.js'

const folder = newFolder()
/** Readings show some seconds after they were acknowledged. */
const SHOWN = { timeout: 20_000, interval: 500 }

describe.skipIf(findProgram('victoria-metrics') === null)('with VictoriaMetrics', () => {
  let server: VictoriaMetrics
  let store: TimeSeriesStore
  let town: TestIngest

  beforeAll(async () => {
    server = await startVictoriaMetrics(join(folder.path, 'victoria-metrics'))
  })
  afterEach(async () => {
    await town.ingest.close()
    await store.close()
  })
  afterAll(async () => {
    await server.stop()
    folder.remove()
  })

  const count = async () => (await stored(store, TEMPERATURE)).length

  test('killed before its disk has what it acknowledged, it has everything again', async () => {
    await open('ingest', {})
    await town.send(...minutes(0, 500))
    await town.delivered()

    await server.stop('SIGKILL')
    await town.send(...minutes(500, 600))
    // Its start is told in whole seconds: one that is missed by nobody and back in the second of its first
    // start is not seen.
    await expect.poll(() => town.ingest.health().delivery.ok).toBe(false)
    await server.start()

    await expect.poll(count, SHOWN).toBe(600)
    expect(town.ingest.metrics().messages).toMatchObject({ stored: 600 })
    expect(town.ingest.metrics().spoolBytes).toBeGreaterThan(0)
  })

  test('broken twin: a delivery that replays nothing loses what was acknowledged last', async () => {
    await open('twin', { durabilityHorizonMs: 0 })
    await town.send(...minutes(1_000, 1_500))
    await town.delivered()

    await server.stop('SIGKILL')
    await server.start()
    await town.send(...minutes(1_500, 1_600))

    // What was sent last shows that all there is to see is seen.
    await expect.poll(count, SHOWN).toBeGreaterThanOrEqual(700)
    expect(await count()).toBe(700)
  })

  async function open(name: string, more: Partial<TimeSeriesStore>): Promise<void> {
    const url = `victoriametrics://127.0.0.1:${server.port}`
    store = await openStore(url, { dataDirectory: folder.path })
    const seen = { ...store, ...more }
    town = await openTestIngest(join(folder.path, name), seen, { random: Math.random })
  }
})

function minutes(from: number, to: number) {
  return Array.from({ length: to - from }, (_, index) => temperature(from + index))
}
