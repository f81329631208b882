import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { all, at, minutes, other } from '../stores-under-test.js'
import { openDuckdbStore } from './store.js'

test('a question about one point never counts what is written to another meanwhile', async () => {
  for (let round = 0; round < 40; round++) {
    const folder = await mkdtemp(join(tmpdir(), 'stores-'))
    const store = await openDuckdbStore({ path: join(folder, 'bypuls.duckdb') })
    await store.write([at(0, 1)])

    const [answers] = await Promise.all([
      Promise.all(
        Array.from({ length: 4 }, () => all(store.windows({ ...minutes('count'), to: 60_000 }))),
      ),
      store.write([other(0, 2), at(90_000, 3)]),
    ])

    for (const answer of answers) expect(answer.map(({ count }) => count)).toEqual([1])
    await store.close()
    await rm(folder, { recursive: true })
  }
})
