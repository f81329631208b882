import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openMemoryStore } from '@bypuls/stores'
import { parquetReadObjects } from 'hyparquet'
import { expect, onTestFinished, test } from 'vitest'
import { writeReadingsParquet } from './readings-parquet.js'

test('the file has a meter’s totals as the view shows them, over a swap', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bypuls-parquet-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const point = 'home.heat-meter.heat'
  const store = openMemoryStore()
  await store.write([
    { point, observedAt: 1_000, value: 500, flag: 'good' },
    { point, observedAt: 2_000, value: 2, flag: 'good' },
    { point, observedAt: 3_000, value: -1, flag: 'suspect' },
  ])
  const entry = { point, kind: 'offset', at: 2_000, amount: 500, rule: 'swap' } as const
  const path = join(folder, 'readings.parquet')

  await writeReadingsParquet(
    {
      store,
      registry: { entries: () => [entry] },
      points: [{ id: point, site: 'home', place: 'heat-meter', metric: 'heat' }],
      from: 0,
      to: 10_000,
      timezone: 'UTC',
      view: 'corrected',
      naming: true,
    },
    path,
  )

  const file = new Uint8Array(await readFile(path)).buffer
  expect(await parquetReadObjects({ file })).toEqual([
    { point, time: new Date(1_000), value: 500, quality: 'good' },
    { point, time: new Date(2_000), value: 502, quality: 'corrected' },
    { point, time: new Date(3_000), value: 499, quality: 'suspect' },
  ])
})
