import { join } from 'node:path'
import { getTableConfig } from 'drizzle-orm/pg-core'
import { afterAll, expect, test } from 'vitest'
import * as tables from '../schema/tables.js'
import { newDataDirectory, open } from '../testing/school.js'
import { NewerRegistryError } from './migrate.js'
import { openPglite } from './pglite.js'

const data = newDataDirectory()
afterAll(() => data.remove())

test('the migrations make every column of every table', async () => {
  const registry = await open(data.path)
  await registry.close()
  const client = await openPglite(join(data.path, 'registry'))

  for (const table of Object.values(tables)) {
    const { name, columns } = getTableConfig(table)
    const { rows } = await client.query<{ column_name: string }>(
      'select column_name from information_schema.columns where table_name = $1',
      [name],
    )
    expect(rows.map((row) => row.column_name).sort()).toEqual(columns.map((it) => it.name).sort())
  }
  await client.close()
})

test('a registry of a newer program is refused, and left as it is', async () => {
  const registry = await open(data.path)
  await registry.close()
  const client = await openPglite(join(data.path, 'registry'))
  const future = Date.UTC(2030, 0, 1)
  await client.query(
    "insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', $1)",
    [future],
  )
  await client.close()

  const refused = await open(data.path).catch((error: unknown) => error)

  expect(refused).toBeInstanceOf(NewerRegistryError)
  expect(String(refused)).toContain('its schema is of 2030-01-01')
})
