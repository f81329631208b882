import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PART_NAMES, type PartName, type Reading, type WindowParts } from '@bypuls/model'
import { findProgram, type Influxd, startInfluxd } from '@bypuls/servers'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openMemoryStore } from '../memory.js'
import type { TimeSeriesStore } from '../store.js'
import { all, newestOf, raw, rounded } from '../stores-under-test.js'
import { addressOf } from './serve.js'
import { openInfluxdbStore } from './store.js'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const START = Date.parse('2026-09-01T00:00:00Z')
const END = START + 60 * DAY
const POINTS = [
  ...['co2', 'battery', 'radon'].map((metric) => `skole.lokale.${metric}`),
  ...['co2', 'battery'].map((metric) => `skole.gang.${metric}`),
  'bad.lokale.co2',
  'bad.tomt.co2',
]
/** What the engine answers itself over long ranges. */
const PUSHED: readonly PartName[] = [
  'count',
  'sum',
  'min',
  'max',
  'first',
  'last',
  'firstAt',
  'lastAt',
]

describe.skipIf(findProgram('influxd') === null)('a history of months in InfluxDB', () => {
  let folder: string
  let server: Influxd
  let store: TimeSeriesStore
  const oracle = openMemoryStore()
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'influxd-'))
    server = await startInfluxd(folder)
    store = openInfluxdbStore({ address: addressOf(server, server.bucket), token: server.token })
    for (const one of [store, oracle]) await one.write(history())
  })
  afterAll(async () => {
    await store.close()
    await server.stop('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  })

  test('gives the windows that the memory store gives', async () => {
    await fc.assert(
      fc.asyncProperty(question, async (asked) => {
        const [found, expected] = await Promise.all(
          [store, oracle].map(async (one) => byPoint(await all(one.windows(asked)))),
        )
        expect(found).toEqual(expected)
      }),
      { numRuns: 60 },
    )
  })

  test('gives the readings that the memory store gives', async () => {
    await fc.assert(
      fc.asyncProperty(question, order, async (asked, { limit, order }) => {
        const query = { ...asked, order, ...(limit === undefined ? {} : { limit }) }
        expect(await raw(store, query)).toEqual(await raw(oracle, query))
      }),
      { numRuns: 30 },
    )
  })

  test('gives the newest of points that fell silent long ago, and of lively ones', async () => {
    const now = { point: 'bad.tomt.co2', observedAt: Date.now() - 60_000, value: 1 }
    const lively: Reading = { ...now, flag: 'suspect' }
    for (const one of [store, oracle]) await one.write([lively])

    expect(await newestOf(store)).toEqual(await newestOf(oracle))
    expect(await store.oldest(POINTS)).toBe(await oracle.oldest(POINTS))
    expect(await store.around(POINTS, START + 30 * DAY)).toEqual(
      await oracle.around(POINTS, START + 30 * DAY),
    )
  })

  test('finds many points at once, those that it has and those that it has not', async () => {
    const many = Array.from({ length: 1_000 }, (_, n) => `sted-${n % 25}.rum-${n}.maaling-${n % 7}`)
    const some = many.filter((_, n) => n % 3 === 0)
    const reading = (point: string): Reading => ({
      point,
      observedAt: START,
      value: 1,
      flag: 'good',
    })
    await store.write(some.map(reading))

    const query = { points: many, from: START, to: END, widthMs: DAY, originMs: 0 }
    const windows = await all(store.windows({ ...query, parts: ['count'] }))
    const readings = await raw(store, query)

    expect(windows.map(({ point }) => point).sort()).toEqual([...some].sort())
    expect(readings).toEqual(some.map(reading))
    expect(await store.oldest(many)).toBe(START)
  })

  test('reads a dense stretch of a long history whole, in bounded answers', async () => {
    const point = 'skole.taet.noise-laeq'
    const times = Array.from({ length: 250_000 }, (_, n) => START + 30 * DAY + n * 10)
    const chunk = {
      point,
      observedAt: Float64Array.from([START, ...times, END - 1]),
      value: Float64Array.from([0, ...times.map((_, n) => n % 997), 0]),
      suspect: new Uint8Array(times.length + 2),
    }
    await store.writeChunks([chunk])

    let rows = 0
    let largest = 0
    let outOfOrder = 0
    let last = -Infinity
    for await (const { observedAt } of store.readings({ points: [point], from: 0, to: END })) {
      for (const time of observedAt) {
        if (time <= last) outOfOrder += 1
        last = time
      }
      rows += observedAt.length
      largest = Math.max(largest, observedAt.length)
    }
    const newest = { from: 0, to: END, points: [point], order: 'newest-first', limit: 3 } as const

    expect(rows).toBe(250_002)
    expect(outOfOrder).toBe(0)
    expect(largest).toBeLessThanOrEqual(400_000)
    expect((await raw(store, newest)).map((one) => one.observedAt)).toEqual([
      END - 1,
      times.at(-1),
      times.at(-2),
    ])
  })

  test('keeps 20 000 doubles of any size to the last bit, in the series asked for and no other', async () => {
    const doubles = fc.sample(fc.double({ noNaN: true, noDefaultInfinity: true }), {
      seed: 42,
      numRuns: 20_000,
    })
    const point = 'skole.tal.radon'
    await store.write(
      doubles.map((value, n) => ({ point, observedAt: START + n, value, flag: 'good' })),
    )

    const read = await raw(store, { points: [point] })

    expect(read.length).toBe(20_000)
    expect(read.filter(({ value }, n) => !Object.is(value, doubles[n]))).toEqual([])
  })

  test('makes no series of 20 000 hostile names, nor answers for them', async () => {
    const before = await seriesOf(server)
    const piece = fc.oneof(
      fc.constantFrom(
        'co2',
        ' ',
        ',',
        '=',
        '\\',
        '"',
        '\n',
        '.',
        '#',
        "'",
        '$' + '{x}',
        ') or (true',
        '',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    )
    const name = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''))
    const point = fc.tuple(name, name, name).map((names) => names.join('.'))
    const names = fc
      .sample(fc.oneof(name, point), { seed: 7, numRuns: 20_000 })
      .filter((one) => !/^[a-z0-9-]+\.[a-z0-9-]+\.[a-z0-9-]+$/.test(one))

    let refused = 0
    for (const hostile of names) {
      const reading: Reading = { point: hostile, observedAt: START, value: 1, flag: 'good' }
      await store.write([reading]).catch((error: unknown) => {
        expect(error).toMatchObject({ kind: 'refused' })
        refused += 1
      })
    }

    expect(names.length).toBeGreaterThan(10_000)
    expect(refused).toBe(names.length)
    expect(await raw(store, { points: names })).toEqual([])
    expect(await all(store.windows({ ...years, points: names, parts: ['count'] }))).toEqual([])
    await store.remove({ points: names, from: 0, to: 4e12 })
    expect(await seriesOf(server)).toBe(before)
  })
})

const years = { from: 0, to: 4e12, widthMs: DAY, originMs: 0 }
const parts = fc.oneof(
  fc.uniqueArray(fc.constantFrom(...PUSHED), { minLength: 1 }),
  fc.uniqueArray(fc.constantFrom(...PART_NAMES), { minLength: 1 }),
)
const question = fc
  .record({
    points: fc.uniqueArray(fc.constantFrom(...POINTS), { minLength: 1 }),
    span: fc.tuple(fc.nat(80 * 24), fc.nat(80 * 24), fc.nat(HOUR)),
    widthMs: fc.constantFrom(HOUR, 23 * HOUR, DAY, 25 * HOUR, 7 * DAY, 900_001),
    originMs: fc.integer({ min: -1e12, max: 2e12 }),
    parts,
    flag: fc.constantFrom('good' as const, 'good' as const, 'suspect' as const),
  })
  .map(({ span: [after, length, ms], ...rest }) => {
    const from = START - 10 * DAY + after * HOUR + ms
    return { ...rest, from, to: from + length * HOUR }
  })
const order = fc.record({
  order: fc.constantFrom('oldest-first' as const, 'newest-first' as const),
  limit: fc.option(fc.integer({ min: 0, max: 3_000 }), { nil: undefined }),
})

function byPoint(windows: WindowParts[]): WindowParts[] {
  return windows.map(rounded).sort((a, b) => (a.point < b.point ? -1 : a.point > b.point ? 1 : 0))
}

/** Irregular: every 20 minutes or so, with a gap of a month, some suspect, some both. */
function history(): Reading[] {
  const readings: Reading[] = []
  for (let n = 0; n < 60 * 24 * 3; n++) {
    const observedAt = START + n * 20 * 60_000 + ((n * 7_919) % 600_000)
    if (n > 1_500 && n < 3_500 && n % 40 !== 0) continue
    for (const [index, point] of POINTS.slice(0, -1).entries()) {
      if ((n + index) % 5 === 0) continue
      const value = ((n * 31 + index * 17) % 1_000) / 8
      const flag = (n + index) % 23 === 0 ? 'suspect' : 'good'
      readings.push({ point, observedAt, value, flag })
      if ((n + index) % 46 === 0)
        readings.push({ point, observedAt, value: value + 1, flag: 'good' })
    }
  }
  return readings
}

/** How many series the bucket has, whatever they are called. */
async function seriesOf({ url, token, organisation, bucket }: Influxd): Promise<number> {
  const answer = await fetch(`${url}/api/v2/query?org=${organisation}`, {
    method: 'POST',
    headers: { authorization: `Token ${token}`, 'content-type': 'application/vnd.flux' },
    body: `import "influxdata/influxdb" influxdb.cardinality(bucket: "${bucket}", start: 1970-01-01T00:00:00Z)`,
  })
  return Number(/,_result,0,.*,(\d+)\r\n/.exec(await answer.text())?.[1])
}
