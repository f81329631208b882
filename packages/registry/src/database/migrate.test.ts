import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { newDataDirectory, open } from '../fixture.js'
import { NewerRegistryError } from './migrate.js'
import { openPglite } from './pglite.js'

const data = newDataDirectory()
afterAll(() => data.remove())

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
