import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStore, storeAdapters } from './adapters.js'

test('every file of the folder is in the list, and the other way round', async () => {
  const files = await readdir(new URL('./adapters', import.meta.url))

  expect(storeAdapters.map(({ scheme }) => `${scheme}.ts`).sort()).toEqual(files.sort())
})

test('opens the store in the data folder that the URL names', async () => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'stores-'))

  const store = await openStore('duckdb:', { dataDirectory })

  expect(store.name).toBe('duckdb')
  expect(await readdir(join(dataDirectory, 'store'))).toContain('readings.duckdb')
  await store.close()
  await rm(dataDirectory, { recursive: true })
})

test.each(['postgres://somewhere/db', 'duckdb', ''])(
  'refuses %j by the name of its setting',
  async (url) => {
    await expect(openStore(url, { dataDirectory: '.' })).rejects.toMatchObject({
      kind: 'misconfigured',
      message: `BYPULS_STORE_URL is "${url}": expected one of duckdb:, memory:, influxdb:, victoriametrics:, victoriametrics-cluster:`,
    })
  },
)
