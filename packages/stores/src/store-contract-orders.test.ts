import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PART_NAMES, type WindowParts } from '@bypuls/model'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openMemoryStore } from './memory.js'
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
  rounded,
  type Served,
  storesUnderTest,
} from './stores-under-test.js'
import { highestWins } from './victoriametrics/highest-wins.js'

describe.each(storesUnderTest)('the $name store, whatever the order', ({ serve, ...rules }) => {
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

  test('gives back 100 000 readings as exactly as it says', async () => {
    const written = Array.from({ length: 100_000 }, (_, n) =>
      at(n * 997, Math.sin(n) * 10 ** (n % 9)),
    )

    await store.write(written)

    const read = await raw(store)
    expect(read.length).toBe(100_000)
    expect(read.every((r, n) => r.observedAt === n * 997)).toBe(true)
    const errors = read.map((r, n) => Math.abs(r.value - (written[n]?.value ?? Number.NaN)))
    const largest = 1e8
    expect(Math.max(...errors)).toBeLessThanOrEqual((rules.valuesWithin ?? 0) * largest)
  })

  test('answers alike whether readings come in order, newest first, shuffled or twice', async () => {
    const inOrder = Array.from({ length: 3_000 }, (_, n) => at(n * 1_000, (n * 7) % 13))
    const shuffled = [...inOrder].sort(
      (a, b) => ((a.observedAt * 31) % 997) - ((b.observedAt * 31) % 997),
    )
    const orders = [inOrder, [...inOrder].reverse(), shuffled, [...shuffled, ...inOrder]]
    const all11 = minutes(...PART_NAMES)

    const answers: WindowParts[][] = []
    for (const readings of orders) {
      await store.remove({ points: [POINT], from: 0, to: 4e12 })
      for (let n = 0; n < readings.length; n += 700) await store.write(readings.slice(n, n + 700))
      const windows = await all(store.windows({ ...all11, to: 4e12 }))
      answers.push(windows.map(rounded))
    }

    expect(answers[0]?.length).toBe(50)
    for (const answer of answers) expect(answer).toEqual(answers[0])
  })

  test('answers alike while readings are being written', async () => {
    await store.write(Array.from({ length: 600 }, (_, n) => at(n * 100, 1)))
    const writing = Array.from({ length: 20 }, (_, n) =>
      store.write([other(n * 100, 2), at(90_000 + n, 3)]),
    )

    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        all(store.windows({ ...minutes('count', 'sum'), to: 60_000 })),
      ),
    )
    await Promise.all(writing)

    for (const answer of answers)
      expect(answer).toEqual([{ point: POINT, start: 0, count: 600, sum: 600 }])
    expect((await raw(store, { points: [OTHER] })).length).toBe(20)
  })

  test('takes several writes at once in the order they were made', async () => {
    await Promise.all(Array.from({ length: 50 }, (_, n) => store.write([at(0, n)])))

    expect(await raw(store)).toEqual([at(0, 49)])
  })

  test('answers as the memory store does, whatever is written and removed', {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 6 }),
        question,
        async (steps, asked) => {
          const memory = openMemoryStore()
          const oracle = rules.keepsHighest ? highestWins(memory) : memory
          await store.remove({ points: [POINT, OTHER], from: -1e12, to: 4e12 })
          for (const { readings, removed } of steps) {
            for (const one of [oracle, store]) {
              await one.write(readings)
              if (removed !== undefined) await one.remove({ points: [POINT], ...removed })
            }
          }

          const query = { ...asked, points: [OTHER, POINT] }
          const byPoint = (windows: WindowParts[]) =>
            windows
              .map(rounded)
              .sort((a, b) => (a.point < b.point ? -1 : a.point > b.point ? 1 : 0))
          expect(byPoint(await all(store.windows(query)))).toEqual(
            byPoint(await all(oracle.windows(query))),
          )
          expect(await raw(store, query)).toEqual(await raw(oracle, query))
          expect(await newestOf(store)).toEqual(await newestOf(oracle))
          expect(await store.around([POINT, OTHER], asked.from)).toEqual(
            await oracle.around([POINT, OTHER], asked.from),
          )
        },
      ),
      { numRuns: rules.runs ?? 25 },
    )
  })
})

const reading = fc.record({
  point: fc.constantFrom(POINT, OTHER),
  observedAt: fc.integer({ min: -50, max: 50 }).map((n) => n * 1_000),
  value: fc.integer({ min: -100, max: 100 }),
  flag: fc.constantFrom('good' as const, 'suspect' as const),
})
const span = fc
  .tuple(fc.integer({ min: -60_000, max: 60_000 }), fc.integer({ min: 0, max: 60_000 }))
  .map(([from, length]) => ({ from, to: from + length }))
const step = fc.record({
  readings: fc.array(reading, { maxLength: 30 }),
  removed: fc.option(span, { nil: undefined }),
})
const question = fc
  .record({
    span,
    widthMs: fc.constantFrom(1, 1_000, 7_000, 60_000),
    originMs: fc.integer({ min: -1e6, max: 1e6 }),
    parts: fc.uniqueArray(fc.constantFrom(...PART_NAMES)),
    flag: fc.constantFrom('good' as const, 'suspect' as const),
    order: fc.constantFrom('oldest-first' as const, 'newest-first' as const),
    limit: fc.integer({ min: 0, max: 200 }),
  })
  .map(({ span: { from, to }, ...rest }) => ({ from, to, ...rest }))
