import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TimeSeriesStore } from '../store.js'
import { openDuckdbStore } from './store.js'

let folder: string
let store: TimeSeriesStore
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "stores-'quoted'-"))
  store = await openDuckdbStore({ path: join(folder, 'readings.duckdb') })
  await store.write([
    { point: 'skole.gang.co2', observedAt: 2_000, value: 500.5, flag: 'good' },
    { point: 'skole.gang.co2', observedAt: 1_700_000_000_123, value: 501, flag: 'suspect' },
    { point: 'skole.gang.co2', observedAt: 1_000, value: 499, flag: 'good' },
    { point: 'skole.sal.co2', observedAt: 1_000, value: 700, flag: 'good' },
  ])
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

test('a Parquet file holds point, UTC time, value and quality in the order of time', async () => {
  const path = join(folder, 'export.parquet')

  const rows = await store.exportParquet?.({ points: ['skole.gang.co2'], from: 0, to: 2e12 }, path)

  expect(rows).toBe(3)
  expect(await contentOf(path)).toEqual([
    ['skole.gang.co2', '1970-01-01T00:00:01.000Z', 499, 'good'],
    ['skole.gang.co2', '1970-01-01T00:00:02.000Z', 500.5, 'good'],
    ['skole.gang.co2', '2023-11-14T22:13:20.123Z', 501, 'suspect'],
  ])
})

test('a limit holds for each point', async () => {
  const path = join(folder, 'export.parquet')
  const query = { points: ['skole.gang.co2', 'skole.sal.co2'], from: 0, to: 2e12, limit: 1 }

  expect(await store.exportParquet?.({ ...query, order: 'newest-first' }, path)).toBe(2)
  expect((await contentOf(path)).map(([, , value]) => value)).toEqual([501, 700])
})

test('an export of nothing is a file without rows', async () => {
  const path = join(folder, 'export.parquet')

  expect(await store.exportParquet?.({ points: ['no.such.point'], from: 0, to: 9 }, path)).toBe(0)
  expect(await contentOf(path)).toEqual([])
})

async function contentOf(path: string) {
  const instance = await DuckDBInstance.create()
  const connection = await instance.connect()
  const file = `read_parquet('${path.replaceAll("'", "''")}')`
  const types = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${file}`)
  expect(types.getRows().map(([name, type]) => [name, type])).toEqual([
    ['point', 'VARCHAR'],
    ['time', 'TIMESTAMP WITH TIME ZONE'],
    ['value', 'DOUBLE'],
    ['quality', 'VARCHAR'],
  ])
  const rows = await connection.runAndReadAll(
    `SELECT point, epoch_ms(time)::DOUBLE, value, quality FROM ${file}`,
  )
  connection.disconnectSync()
  instance.closeSync()
  return rows
    .getRows()
    .map(([point, time, ...rest]) => [point, new Date(Number(time)).toISOString(), ...rest])
}
