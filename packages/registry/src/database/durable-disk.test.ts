import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newDataDirectory, open } from '../testing/school.js'
import { openDurableDisk } from './durable-disk.js'

const data = newDataDirectory()

beforeAll(async () => {
  const registry = await open(data.path)
  await registry.close()
})
afterAll(() => data.remove())

/** How often the disk was told to sync while some rows were inserted, each in a commit of its own. */
async function syncsPerCommit(startParams: readonly string[]): Promise<number> {
  let syncs = 0
  const fs = openDurableDisk(`${data.path}/registry`, () => {
    syncs++
  })
  const database = await PGlite.create({ fs, startParams: [...startParams] })
  await database.exec('create table if not exists rows_of_a_test (number int)')
  const before = syncs
  for (let number = 0; number < 10; number++) {
    await database.query('insert into rows_of_a_test values ($1)', [number])
  }
  const after = syncs
  await database.close()
  return (after - before) / 10
}

test('each commit is synced to disk before it resolves', async () => {
  const start = PGlite.defaultStartParams.filter((parameter) => parameter !== '-F')

  expect(await syncsPerCommit([...start, '-c', 'wal_sync_method=fsync'])).toBeGreaterThanOrEqual(1)
})

test('the broken twin, PGlite as it comes, syncs nothing', async () => {
  expect(await syncsPerCommit(PGlite.defaultStartParams)).toBe(0)
})
