import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/pglite'
import { expect, test } from 'vitest'
import { embeddedStorage, type Storage } from './database/storage.js'
import { createKeeper } from './keeper.js'
import { EMPTY_MEMORY as memory } from './memory/memory.js'
import { NO_CHANGE_LOG } from './sharing/change-log.js'

/** A database that is away. */
const database = drizzle.mock()
const storage: Storage = { ...embeddedStorage(database), transaction: (work) => work(database) }

test('a write that fails tells why without what was to be written, and the next one goes on', async () => {
  const keeper = createKeeper({ storage, log: NO_CHANGE_LOG, memory, now: () => 0 })

  const failed = keeper.write(async () => {
    await database.execute(sql`insert into tokens values (${'a-hash'})`)
    return { answer: 1, changed: {} }
  })
  const next = keeper.write(async () => ({ answer: 2, changed: {} }))

  await expect(failed).rejects.toThrow(/^the registry cannot write: (?!.*a-hash)/)
  expect(await next).toBe(2)
  expect(keeper.memory()).toBe(memory)
})

test('a database that does not answer is not healthy', async () => {
  expect(await embeddedStorage(database).health()).toMatchObject({ ok: false })
})
