import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PartName, Reading, WindowParts } from '@bypuls/model'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDuckdbStore } from './duckdb/store.js'
import { openMemoryStore } from './memory.js'
import type { TimeSeriesStore } from './store.js'

const POINT = 'skole.lokale.co2'
const OTHER = 'skole.gang.co2'
const storesUnderTest = [
  { name: 'memory', open: async (_folder: string) => openMemoryStore() },
  {
    name: 'duckdb',
    open: (folder: string) => openDuckdbStore({ path: join(folder, 'store', 'readings.duckdb') }),
  },
]

describe.each(storesUnderTest)('the $name store', ({ open }) => {
  let store: TimeSeriesStore
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stores-'))
    store = await open(folder)
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

  test('keeps one reading when the same one is delivered twice', async () => {
    await store.write([at(0, 10), at(0, 10)])
    await store.write([at(0, 10)])

    expect(await all(store.windows(minutes('count', 'sum')))).toEqual([
      { point: POINT, start: 0, count: 1, sum: 10 },
    ])
  })

  test('lets the later of two different values win', async () => {
    await store.write([at(0, 10), at(1_000, 1), at(1_000, 2)])
    await store.write([at(0, 11)])

    expect(await raw(store)).toEqual([at(0, 11), at(1_000, 2)])
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

  test('leaves suspect readings out of windows unless they are asked for', async () => {
    await store.write([at(0, 10), at(1_000, 9_999, 'suspect')])

    const good = await all(store.windows(minutes('count', 'sum')))
    const suspect = await all(store.windows({ ...minutes('count', 'sum'), flag: 'suspect' }))

    expect(good).toEqual([{ point: POINT, start: 0, count: 1, sum: 10 }])
    expect(suspect).toEqual([{ point: POINT, start: 0, count: 1, sum: 9_999 }])
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

function at(observedAt: number, value: number, flag: Reading['flag'] = 'good'): Reading {
  return { point: POINT, observedAt, value, flag }
}

function other(observedAt: number, value: number, flag: Reading['flag'] = 'good'): Reading {
  return { ...at(observedAt, value, flag), point: OTHER }
}

function minutes(...parts: PartName[]) {
  return { points: [POINT], from: 0, to: 120_000, widthMs: 60_000, originMs: 0, parts }
}

async function all(batches: AsyncIterable<readonly WindowParts[]>): Promise<WindowParts[]> {
  const rows: WindowParts[] = []
  for await (const batch of batches) rows.push(...batch)
  return rows
}

type Ask = {
  readonly points?: readonly string[]
  readonly order?: 'newest-first'
  readonly limit?: number
}

async function raw(store: TimeSeriesStore, ask: Ask = {}): Promise<Reading[]> {
  const rows: Reading[] = []
  const query = { points: [POINT], from: -1e12, to: 4e12, ...ask }
  for await (const { point, observedAt, value, suspect } of store.readings(query)) {
    observedAt.forEach((time, i) => {
      const flag = suspect[i] === 1 ? 'suspect' : 'good'
      rows.push({ point, observedAt: time, value: value[i] ?? Number.NaN, flag })
    })
  }
  return rows
}

async function newestOf(store: TimeSeriesStore): Promise<Reading[]> {
  const rows: Reading[] = []
  for await (const batch of store.latest()) rows.push(...batch)
  return rows.sort((a, b) => (a.point < b.point ? -1 : 1))
}
