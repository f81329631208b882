import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TimeSeriesStore } from './store.js'
import {
  all,
  at,
  minutes,
  newestOf,
  OTHER,
  other,
  POINT,
  raw,
  type Served,
  storesUnderTest,
  THIRD,
  third,
} from './stores-under-test.js'

describe.each(storesUnderTest)('the $name store', ({ isPersistent, keepsHighest, serve }) => {
  let served: Served
  let store: TimeSeriesStore
  let folder: string
  beforeAll(async () => {
    served = await serve()
  })
  afterAll(() => served.stop())
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stores-'))
    store = await served.open(folder)
  })
  afterEach(async () => {
    await store.close()
    await rm(folder, { recursive: true })
  })

  test.skipIf(!isPersistent)(
    'has kept every reading when it is closed and opened again, and goes on with it',
    async () => {
      await store.write([at(0, 1), at(2_000, 3, 'suspect'), other(1_000, 5)])
      await store.write([at(1_000, 2)])
      await store.close()

      store = await served.open(folder)
      await store.write([at(0, 1), at(1_000, 20), at(2_000, 30), other(3_000, 7), third(500, 9)])

      expect(await raw(store, { points: [POINT, OTHER, THIRD] })).toEqual([
        at(0, 1),
        at(1_000, 20),
        at(2_000, 30),
        other(1_000, 5),
        other(3_000, 7),
        third(500, 9),
      ])
      expect(await newestOf(store)).toEqual([other(3_000, 7), at(2_000, 30), third(500, 9)])
    },
  )

  test('takes runs in columns as it takes readings, suspect ones included', async () => {
    const suspect = Uint8Array.of(0, 1)
    const run = { observedAt: Float64Array.of(0, 30_000), value: Float64Array.of(10, 20), suspect }

    await store.writeChunks([
      { ...run, point: POINT },
      { ...run, point: OTHER },
    ])
    await store.writeChunks([{ ...run, point: POINT, value: Float64Array.of(11, 20) }])

    expect(await raw(store)).toEqual([at(0, 11), at(30_000, 20, 'suspect')])
    expect(await raw(store, { points: [OTHER] })).toEqual([
      other(0, 10),
      other(30_000, 20, 'suspect'),
    ])
  })

  test('keeps one reading when the same one is delivered twice', async () => {
    await store.write([at(0, 10), at(0, 10)])
    await store.write([at(0, 10)])

    expect(await all(store.windows(minutes('count', 'sum')))).toEqual([
      { point: POINT, start: 0, count: 1, sum: 10 },
    ])
  })

  test.skipIf(keepsHighest)('lets the later of two different values win', async () => {
    await store.write([at(0, 10), at(1_000, 1), at(1_000, 2), at(2_000, 2), at(2_000, 1)])
    await store.write([at(0, 11)])

    expect(await raw(store)).toEqual([at(0, 11), at(1_000, 2), at(2_000, 1)])
  })

  test.skipIf(!keepsHighest)('lets the higher of two different values win', async () => {
    await store.write([at(0, 10), at(1_000, 1), at(1_000, 2), at(2_000, 2), at(2_000, 1)])
    await store.write([at(0, 9)])

    expect(await raw(store)).toEqual([at(0, 10), at(1_000, 2), at(2_000, 2)])
  })

  test('lets a good value win over a suspect one, whichever comes first', async () => {
    await store.write([at(0, 10), at(0, 99, 'suspect'), at(1_000, 99, 'suspect'), at(1_000, 20)])
    await store.write([at(2_000, 30), at(3_000, 99, 'suspect'), at(4_000, 98, 'suspect')])
    await store.write([at(2_000, 99, 'suspect'), at(3_000, 40), at(4_000, 99, 'suspect')])

    expect(await raw(store)).toEqual([
      at(0, 10),
      at(1_000, 20),
      at(2_000, 30),
      at(3_000, 40),
      at(4_000, 99, 'suspect'),
    ])
  })

  test('gives raw readings point by point in the order asked', async () => {
    await store.write([at(2_000, 3), other(1_000, 2), at(1_000, 1), other(500, 9, 'suspect')])

    expect(await raw(store, { points: [OTHER, 'no.such.point', POINT] })).toEqual([
      other(500, 9, 'suspect'),
      other(1_000, 2),
      at(1_000, 1),
      at(2_000, 3),
    ])
  })

  test('gives the newest readings first, at most as many per point as asked', async () => {
    await store.write([at(0, 0), at(1_000, 1), at(2_000, 2), other(0, 5)])

    const newest = await raw(store, { points: [POINT, OTHER], order: 'newest-first', limit: 2 })

    expect(newest).toEqual([at(2_000, 2), at(1_000, 1), other(0, 5)])
  })

  test('gives the newest reading of every point, suspect ones included', async () => {
    await store.write([at(5_000, 1, 'suspect'), other(1_000, 2)])
    await store.write([at(0, 3), other(1_000, 4)])

    expect(await newestOf(store)).toEqual([other(1_000, 4), at(5_000, 1, 'suspect')])
  })

  test('tells when the first reading of any of the points was', async () => {
    await store.write([at(5_000, 1), at(2_000, 2), other(1_000, 3)])

    expect(await store.oldest([POINT])).toBe(2_000)
    expect(await store.oldest([POINT, OTHER])).toBe(1_000)
    expect(await store.oldest(['a.b.pm10'])).toBeNull()
  })

  test('gives the good neighbours of an instant', async () => {
    await store.write([at(0, 1), at(1_000, 2), at(1_500, 9, 'suspect'), at(2_000, 3)])

    expect(await store.around([POINT, OTHER], 2_000)).toEqual([
      {
        point: POINT,
        before: { observedAt: 1_000, value: 2 },
        after: { observedAt: 2_000, value: 3 },
      },
      { point: OTHER },
    ])
    expect(await store.around([POINT], 0)).toEqual([
      { point: POINT, after: { observedAt: 0, value: 1 } },
    ])
    expect(await store.around([POINT], 2_001)).toEqual([
      { point: POINT, before: { observedAt: 2_000, value: 3 } },
    ])
  })

  test('finds neighbours years away', async () => {
    const year = 365 * 86_400_000
    await store.write([at(0, 1), at(20 * year, 2)])

    expect(await store.around([POINT], 10 * year)).toEqual([
      {
        point: POINT,
        before: { observedAt: 0, value: 1 },
        after: { observedAt: 20 * year, value: 2 },
      },
    ])
  })

  test('removes a range of the named points only', async () => {
    await store.write([at(0, 1), at(1_000, 2), at(2_000, 3), other(1_000, 4)])

    await store.remove({ points: [POINT], from: 1_000, to: 2_001 })

    expect(await raw(store, { points: [POINT, OTHER] })).toEqual([at(0, 1), other(1_000, 4)])
    expect(await newestOf(store)).toEqual([other(1_000, 4), at(0, 1)])

    await store.remove({ points: [POINT], from: 0, to: 1 })
    expect(await store.oldest([POINT])).toBe(null)
    expect(await store.oldest([POINT, OTHER])).toBe(1_000)
  })

  test('takes a removed reading again', async () => {
    await store.write([at(0, 1), at(1_000, 2)])
    await store.remove({ points: [POINT], from: 0, to: 2_000 })
    expect(await newestOf(store)).toEqual([])

    await store.write([at(0, 5)])

    expect(await raw(store)).toEqual([at(0, 5)])
    expect(await newestOf(store)).toEqual([at(0, 5)])
  })

  test('says that it is well', async () => {
    expect(await store.health()).toEqual({ ok: true })
  })
})
