import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDuckdbStore } from './store.js'

test('a copy that is taken while readings are written opens and holds what was there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bypuls-copy-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const point = 'a.b.co2'
  const readings = Array.from({ length: 5_000 }, (_, index) => ({
    point,
    observedAt: index * 1_000,
    value: index,
    flag: 'good' as const,
  }))
  const store = await openDuckdbStore({ path: join(folder, 'readings.duckdb') })
  await store.write(readings)

  const later = store.write([{ point, observedAt: 9_000_000, value: 1, flag: 'good' }])
  await store.backup?.(join(folder, 'copy'))
  await later
  await store.close()

  const copy = await openDuckdbStore({ path: join(folder, 'copy', 'store', 'readings.duckdb') })
  let count = 0
  for await (const chunk of copy.readings({ points: [point], from: 0, to: 5_000_000 })) {
    count += chunk.value.length
  }
  await copy.close()
  expect(count).toBe(5_000)
})
