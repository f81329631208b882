import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Reading } from '@bypuls/model'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDuckdbStore } from './store.js'

const POINTS = ['skole.a.co2', 'skole.b.co2', 'skole.c.co2']
const MINUTE = 60_000

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stores-'))
  path = join(folder, 'readings.duckdb')
})
afterEach(() => rm(folder, { recursive: true }))

test('interleaved readings are sorted into the history, the newest hour is left alone', async () => {
  const store = await openDuckdbStore({ path, settleRows: 90 })
  for (let minute = 0; minute < 240; minute += 10) await store.write(tenMinutes(minute))
  const rows = await countOf(store.readings({ points: POINTS, from: 0, to: 1e12 }))
  await store.close()

  expect(rows).toBe(720)
  const { settled, recent, oldestRecent, unsorted } = await tablesOf(path)
  expect(settled + recent).toBe(720)
  expect(settled).toBeGreaterThan(400)
  expect(oldestRecent).toBeLessThanOrEqual(180 * MINUTE)
  expect(unsorted).toBeLessThan(settled / 20)
})

test('what has been settled is still replaced, removed and kept once', async () => {
  const store = await openDuckdbStore({ path, settleRows: 30 })
  for (let minute = 0; minute < 120; minute += 10) await store.write(tenMinutes(minute))
  await store.write(tenMinutes(0))
  await store.write(tenMinutes(10).map((reading) => ({ ...reading, value: 99 })))
  await store.remove({ points: POINTS, from: 20 * MINUTE, to: 30 * MINUTE })

  const windows = []
  const query = { points: POINTS.slice(0, 1), from: 0, to: 40 * MINUTE, originMs: 0 }
  const parts = ['count', 'max'] as const
  for await (const some of store.windows({ ...query, widthMs: 10 * MINUTE, parts })) {
    windows.push(...some)
  }
  await store.close()

  expect(windows).toEqual([
    { point: 'skole.a.co2', start: 0, count: 10, max: 9 },
    { point: 'skole.a.co2', start: 10 * MINUTE, count: 10, max: 99 },
    { point: 'skole.a.co2', start: 30 * MINUTE, count: 10, max: 39 },
  ])
})

function tenMinutes(from: number): Reading[] {
  return Array.from({ length: 10 }, (_, n) => from + n).flatMap((minute) =>
    POINTS.map((point) => ({
      point,
      observedAt: minute * MINUTE,
      value: minute,
      flag: 'good' as const,
    })),
  )
}

async function countOf(chunks: AsyncIterable<{ value: Float64Array }>): Promise<number> {
  let rows = 0
  for await (const { value } of chunks) rows += value.length
  return rows
}

async function tablesOf(file: string) {
  const instance = await DuckDBInstance.create(file)
  const connection = await instance.connect()
  const result = await connection.runAndReadAll(`
    SELECT (SELECT count(*) FROM reading)::INTEGER, (SELECT count(*) FROM recent)::INTEGER,
      (SELECT min(time) FROM recent)::DOUBLE,
      (SELECT count(*) FROM (SELECT series < lag(series) OVER () AS back FROM reading) WHERE back)::INTEGER`)
  connection.disconnectSync()
  instance.closeSync()
  const [settled = 0, recent = 0, oldestRecent = 0, unsorted = 0] = (result.getRows()[0] ?? []).map(
    Number,
  )
  return { settled, recent, oldestRecent, unsorted }
}
