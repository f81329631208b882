import { mkdtemp, readdir, rm, stat, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Reading } from '@bypuls/model'
import { findProgram, type Influxd, startInfluxd } from '@bypuls/servers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TimeSeriesStore } from '../store.js'
import { addressOf } from './serve.js'
import { openInfluxdbStore } from './store.js'

const METRICS = ['co2', 'indoor-temperature', 'indoor-humidity', 'noise-laeq', 'pm2-5']
const POINTS = Array.from({ length: 200 }, (_, place) =>
  METRICS.map((metric) => `skole.lokale-${place}.${metric}`),
).flat()
const START = Date.parse('2026-11-02T00:00:00Z')

describe.skipIf(findProgram('influxd') === null)(
  'an InfluxDB killed in the middle of writing',
  () => {
    let folder: string
    let server: Influxd
    let store: TimeSeriesStore
    let next = 0
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'influxd-'))
      server = await startInfluxd(folder)
      store = openInfluxdbStore({ address: addressOf(server, server.bucket), token: server.token })
    })
    afterAll(async () => {
      await store.close()
      await server.stop('SIGKILL')
      await rm(folder, { recursive: true, force: true })
    })

    test('has every reading whose write was resolved', async () => {
      for (let round = 0; round < 4; round++) {
        const acknowledged = await killedAfter(20, (batch) => store.write(batch))

        expect(acknowledged.length).toBeGreaterThanOrEqual(20)
        expect(await missing(acknowledged)).toEqual([])
      }
    })

    /**
     * The engine opens its log for appending before it cuts off an entry that a kill has torn, so what
     * it writes next stands behind a gap, and the start after that cuts it off too. A start without
     * writes has nothing behind the gap.
     */
    test.each([
      { name: 'keeps what came after a torn log when it was started twice', starts: 2, lost: 0 },
      { name: 'the broken twin, started once, loses what came after it', starts: 1, lost: 1 },
    ])('$name', async ({ starts, lost }) => {
      await store.write(batchAt(START + next++ * 1_000))
      await server.stop('SIGKILL')
      await tearLog(folder)
      for (let n = 1; n < starts; n++) {
        await server.startOnce()
        await server.stop('SIGKILL')
      }
      await server.startOnce()
      await healthy()
      const after = next++

      await store.write(batchAt(START + after * 1_000))
      await server.stop('SIGKILL')
      await server.startOnce()
      await healthy()

      expect((await missing([after])).length).toBe(lost)
    })

    test('the broken twin, which resolves before the answer, loses some', async () => {
      const acknowledged = await killedAfter(20, async (batch) => {
        store.write(batch).catch(() => undefined)
      })

      expect((await missing(acknowledged)).length).toBeGreaterThan(0)
    })

    /** Writes until so many batches are acknowledged, kills and restarts; gives the acknowledged ones. */
    async function killedAfter(
      batches: number,
      write: (batch: readonly Reading[]) => Promise<void>,
    ): Promise<readonly number[]> {
      const acknowledged: number[] = []
      let killed: Promise<void> | undefined

      async function writeOn(): Promise<void> {
        while (killed === undefined) {
          const n = next++
          try {
            await write(batchAt(START + n * 1_000))
          } catch {
            return
          }
          acknowledged.push(n)
          if (acknowledged.length === batches) killed = server.stop('SIGKILL')
        }
      }

      await Promise.all(Array.from({ length: 4 }, writeOn))
      await killed
      await server.start()
      await healthy()
      return acknowledged
    }

    async function healthy(): Promise<void> {
      await expect.poll(() => store.health(), { timeout: 20_000 }).toEqual({ ok: true })
    }

    async function missing(batches: readonly number[]): Promise<readonly number[]> {
      const found = new Map<number, number>()
      const all = { points: POINTS, from: START, to: START + 86_400_000 }
      for await (const { observedAt } of store.readings(all)) {
        for (const time of observedAt) found.set(time, (found.get(time) ?? 0) + 1)
      }
      return batches.filter((n) => found.get(START + n * 1_000) !== POINTS.length)
    }
  },
)

/** Cuts the last bytes off the newest file of the log, as a kill in the middle of an entry does. */
async function tearLog(folder: string): Promise<void> {
  const log = join(folder, 'engine', 'wal')
  const files = await readdir(log, { recursive: true, withFileTypes: true })
  const segments = files
    .filter((file) => file.name.endsWith('.wal'))
    .map((file) => join(file.parentPath, file.name))
    .sort()
  const newest = segments.at(-1) ?? ''
  await truncate(newest, (await stat(newest)).size - 7)
}

function batchAt(observedAt: number): readonly Reading[] {
  return POINTS.map((point, n) => ({ point, observedAt, value: n, flag: 'good' }))
}
