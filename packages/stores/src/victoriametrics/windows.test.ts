import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PART_NAMES, type Reading } from '@bypuls/model'
import { findProgram, startVictoriaMetrics, type VictoriaMetrics } from '@bypuls/servers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openMemoryStore } from '../memory.js'
import type { TimeSeriesStore, WindowQuery } from '../store.js'
import { all, raw, rounded } from '../stores-under-test.js'
import { addressOf, flush } from './serve.js'
import { openVictoriametricsStore } from './store.js'

const START = Date.UTC(2026, 0, 1)
const HOUR_MS = 3_600_000
const DAYS = 20
const POINTS = ['skole.lokale.co2', 'skole.lokale.indoor-temperature', 'skole.gang.co2']

describe.skipIf(findProgram('victoria-metrics') === null)('the windows of a real server', () => {
  const oracle = openMemoryStore()
  let folder: string
  let server: VictoriaMetrics
  let store: TimeSeriesStore
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stores-'))
    server = await startVictoriaMetrics(join(folder, 'server'))
    store = openVictoriametricsStore({
      name: 'victoriametrics',
      address: addressOf(server),
      dataDirectory: folder,
    })
    for (const one of [oracle, store]) await one.write(history())
    await flush(server.url)
  })
  afterAll(async () => {
    await store.close()
    await server.stop()
    await rm(folder, { recursive: true })
  })

  const days: WindowQuery = {
    points: POINTS,
    from: START,
    to: START + DAYS * 24 * HOUR_MS,
    widthMs: HOUR_MS,
    originMs: 0,
    parts: PART_NAMES.filter((part) => !part.endsWith('Sum')),
  }
  test.each<[string, Partial<WindowQuery>, number]>([
    ['of an hour', {}, 1_440],
    ['of a quarter', { widthMs: HOUR_MS / 4 }, 5_760],
    ['of a day from a local midnight', { widthMs: 24 * HOUR_MS, originMs: -HOUR_MS }, 63],
    ['cut at both ends', { from: START + 1, to: START + 40 * HOUR_MS + 1 }, 123],
    ['of noise and directions', { parts: ['energySum', 'sinSum', 'cosSum'] }, 1_440],
    ['of suspect readings', { flag: 'suspect' }, 174],
    ['that are narrow', { widthMs: 7_000, to: START + HOUR_MS }, 360],
  ])('%s are those of the memory store', async (_, asked, expected) => {
    const query = { ...days, ...asked }

    const windows = await all(store.windows(query))

    expect(windows.length).toBe(expected)
    expect(windows.map(rounded)).toEqual((await all(oracle.windows(query))).map(rounded))
  })

  test('the minutes around now are those of the memory store', async () => {
    const now = Date.now()
    const point = 'skole.sal.co2'
    const readings = Array.from({ length: 40 }, (_, n) => ({
      point,
      observedAt: now - 300_000 + n * 10_000,
      value: n,
      flag: 'good' as const,
    }))
    for (const one of [oracle, store]) await one.write(readings)
    await flush(server.url)
    const asked = { ...days, points: [point], from: now - 240_000, to: now + 600_000 }
    const query = { ...asked, widthMs: 60_000 }

    expect(await all(store.windows(query))).toEqual(await all(oracle.windows(query)))
  })

  test('the readings are those of the memory store', async () => {
    const asked = { points: POINTS, from: START, to: START + 9 * 24 * HOUR_MS }

    expect(await raw(store, asked)).toEqual(await raw(oracle, asked))
  })
})

/** A reading every half minute, many of them on the very edges of windows; each 50th is suspect. */
function history(): Reading[] {
  return POINTS.flatMap((point, p) =>
    Array.from({ length: DAYS * 2_880 }, (_, n) => ({
      point,
      observedAt: START + n * 30_000 - (n % 240 === 120 ? 1 : 0),
      value: ((n * 7 + p) % 977) / 100,
      flag: n % 1_000 === 50 ? ('suspect' as const) : ('good' as const),
    })),
  )
}
