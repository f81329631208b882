import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PartName } from '@bypuls/model'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TimeSeriesStore } from './store.js'
import { all, at, minutes, POINT, type Served, storesUnderTest } from './stores-under-test.js'

describe.each(storesUnderTest)('the windows of the $name store', ({ serve }) => {
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

  test('gives the parts of each window, oldest first', async () => {
    await store.write([at(0, 10), at(30_000, 20), at(60_000, 40)])

    expect(await all(store.windows(minutes('count', 'sum')))).toEqual([
      { point: POINT, start: 0, count: 2, sum: 30 },
      { point: POINT, start: 60_000, count: 1, sum: 40 },
    ])
  })

  test.each<[PartName, number]>([
    ['count', 3],
    ['sum', 180],
    ['min', 0],
    ['max', 90],
    ['first', 90],
    ['last', 0],
    ['firstAt', 1_000],
    ['lastAt', 50_000],
    ['energySum', 2_000_000_001],
    ['sinSum', 2],
    ['cosSum', 1],
  ])('gives the part %s alone when it alone is asked for', async (part, expected) => {
    await store.write([at(1_000, 90), at(20_000, 90), at(50_000, 0)])

    const [window] = await all(store.windows(minutes(part)))

    expect(Object.keys(window ?? {}).sort()).toEqual(['point', 'start', part].sort())
    expect(window?.[part]).toBeCloseTo(expected, 6)
  })

  test('leaves empty windows out', async () => {
    await store.write([at(0, 1), at(180_000, 2)])

    const windows = await all(store.windows({ ...minutes('count'), to: 240_000 }))

    expect(windows.map((w) => w.start)).toEqual([0, 180_000])
  })

  test('counts a reading at the start of the range, not one at its end', async () => {
    await store.write([at(59_999, 1), at(60_000, 2), at(119_999, 3), at(120_000, 4)])

    const windows = await all(
      store.windows({ ...minutes('first', 'last'), from: 60_000, to: 120_000 }),
    )

    expect(windows).toEqual([{ point: POINT, start: 60_000, first: 2, last: 3 }])
  })

  test('cuts the windows at both ends of the range without moving their starts', async () => {
    await store.write([at(0, 1), at(40_000, 2), at(70_000, 3), at(100_000, 4)])

    const windows = await all(store.windows({ ...minutes('sum'), from: 30_000, to: 90_000 }))

    expect(windows).toEqual([
      { point: POINT, start: 0, sum: 2 },
      { point: POINT, start: 60_000, sum: 3 },
    ])
  })

  test('counts windows of 23 hours from a local midnight at +01:00', async () => {
    const midnight = Date.parse('2026-03-29T00:00:00+01:00')
    const nextMidnight = Date.parse('2026-03-30T00:00:00+02:00')
    await store.write([
      at(midnight - 1, 1),
      at(midnight, 2),
      at(nextMidnight - 1, 3),
      at(nextMidnight, 4),
    ])

    const windows = await all(
      store.windows({
        points: [POINT],
        from: midnight - 1,
        to: nextMidnight + 1,
        widthMs: 23 * 3_600_000,
        originMs: midnight,
        parts: ['count', 'sum'],
      }),
    )

    expect(windows).toEqual([
      { point: POINT, start: midnight - 23 * 3_600_000, count: 1, sum: 1 },
      { point: POINT, start: midnight, count: 2, sum: 5 },
      { point: POINT, start: nextMidnight, count: 1, sum: 4 },
    ])
  })

  test('counts windows backwards from an origin that lies after the readings', async () => {
    await store.write([at(-1, 1), at(0, 2), at(9_999, 3), at(10_000, 4)])

    const windows = await all(
      store.windows({ ...minutes('sum'), from: -60_000, originMs: 970_000 }),
    )

    expect(windows).toEqual([
      { point: POINT, start: -50_000, sum: 6 },
      { point: POINT, start: 10_000, sum: 4 },
    ])
  })

  test('leaves suspect readings out of windows unless they are asked for', async () => {
    await store.write([at(0, 10), at(1_000, 9_999, 'suspect')])

    const good = await all(store.windows(minutes('count', 'sum')))
    const suspect = await all(store.windows({ ...minutes('count', 'sum'), flag: 'suspect' }))

    expect(good).toEqual([{ point: POINT, start: 0, count: 1, sum: 10 }])
    expect(suspect).toEqual([{ point: POINT, start: 0, count: 1, sum: 9_999 }])
  })
})
