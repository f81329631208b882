import type { Reading } from '@bypuls/model'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openMemoryStore } from './memory.js'
import type { TimeSeriesStore } from './store.js'

const POINT = 'skole.lokale.co2'
const storesUnderTest = [{ name: 'memory', open: async () => openMemoryStore() }]

describe.each(storesUnderTest)('the $name store', ({ open }) => {
  let store: TimeSeriesStore
  beforeEach(async () => {
    store = await open()
  })
  afterEach(() => store.close())

  test('gives the parts of each window, oldest first', async () => {
    await store.write([at(0, 10), at(30_000, 20), at(60_000, 40)])

    expect(await all(store.windows(minutes('count', 'sum')))).toEqual([
      { point: POINT, start: 0, count: 2, sum: 30 },
      { point: POINT, start: 60_000, count: 1, sum: 40 },
    ])
  })
})

function at(observedAt: number, value: number, flag: Reading['flag'] = 'good'): Reading {
  return { point: POINT, observedAt, value, flag }
}

function minutes(...parts: ('count' | 'sum')[]) {
  return { points: [POINT], from: 0, to: 120_000, widthMs: 60_000, originMs: 0, parts }
}

async function all<T>(batches: AsyncIterable<readonly T[]>): Promise<T[]> {
  const rows: T[] = []
  for await (const batch of batches) rows.push(...batch)
  return rows
}
