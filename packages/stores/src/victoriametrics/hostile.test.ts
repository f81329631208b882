import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findProgram, startVictoriaMetrics, type VictoriaMetrics } from '@bypuls/servers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TimeSeriesStore } from '../store.js'
import { newestOf, POINT, raw } from '../stores-under-test.js'
import { addressOf, flush } from './serve.js'
import { openVictoriametricsStore } from './store.js'

const START = Date.UTC(2026, 0, 1)
const DAY_MS = 86_400_000
const HOSTILE = [
  'a.b.co2\nreadings,site=x,place=y co2',
  'a.b.c.d',
  'a.b',
  'a.b\\.c',
  'a,b.c.d',
  'a=b.c.d',
  'a b.c.d',
  'a.b.co2"}) or vector(1)#',
  'a.b|.*.co2',
  'A.b.co2',
  '../../a.b.co2',
  `${'a'.repeat(41)}.b.c`,
]

describe.skipIf(findProgram('victoria-metrics') === null)(
  'what a server would lose or mix up',
  () => {
    let folder: string
    let server: VictoriaMetrics
    let store: TimeSeriesStore
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'stores-'))
      server = await startVictoriaMetrics(join(folder, 'server'), ['-retentionPeriod=5y'])
      store = openVictoriametricsStore({
        name: 'victoriametrics',
        address: addressOf(server),
        dataDirectory: folder,
      })
      await store.write([{ point: POINT, observedAt: START, value: 1, flag: 'good' }])
      await flush(server.url)
    })
    afterAll(async () => {
      await store.close()
      await server.stop()
      await rm(folder, { recursive: true })
    })

    test.each(HOSTILE)('the name %j is refused, asked for it is nothing', async (point) => {
      const good = { point: POINT, observedAt: START + 1, value: 2, flag: 'good' } as const

      await expect(store.write([good, { ...good, point }])).rejects.toMatchObject({
        kind: 'refused',
      })
      await flush(server.url)

      expect(await raw(store, { points: [point], from: START, to: START + 10 })).toEqual([])
      expect(await store.oldest([point])).toBeNull()
      expect(await store.around([point], START + 1)).toEqual([{ point }])
      await store.remove({ points: [point], from: 0, to: START + DAY_MS })
      expect(await newestOf(store)).toEqual([{ ...good, observedAt: START, value: 1 }])
      expect(await readdir(join(folder, 'removals'))).toEqual([])
    })

    test.each([
      ['no number', { value: Number.NaN }],
      ['an endless number', { value: Number.POSITIVE_INFINITY }],
      ['a time before 1970', { observedAt: -1 }],
      ['a time before the retention', { observedAt: Date.UTC(2001, 0, 1) }],
      ['a time in 40 days', { observedAt: Date.now() + 40 * DAY_MS }],
      ['a time between two milliseconds', { observedAt: START + 0.5 }],
    ])('%s is refused before it is sent', async (_, wrong) => {
      const reading = {
        point: POINT,
        observedAt: START + 1,
        value: 2,
        flag: 'good',
        ...wrong,
      } as const

      await expect(store.write([reading])).rejects.toMatchObject({ kind: 'refused' })
      await expect(
        store.writeChunks([
          {
            point: POINT,
            observedAt: Float64Array.of(reading.observedAt),
            value: Float64Array.of(reading.value),
            suspect: Uint8Array.of(0),
          },
        ]),
      ).rejects.toMatchObject({ kind: 'refused' })
      await flush(server.url)

      expect(await raw(store, { from: START })).toEqual([
        { point: POINT, observedAt: START, value: 1, flag: 'good' },
      ])
    })

    test('another program’s series are left alone', async () => {
      const line = `readings,place=hall co2=3 ${START}\nweather,site=a,place=b co2=4 ${START}\n`
      await fetch(`${server.url}/write?precision=ms`, { method: 'POST', body: line })
      await flush(server.url)

      expect((await newestOf(store)).map(({ point }) => point)).toEqual([POINT])
    })
  },
)

describe.skipIf(findProgram('victoria-metrics') === null)('values of every size', () => {
  test.each([
    ['hundredths', (n: number) => Math.round(2_000 * Math.sin(n)) / 100 + 0],
    ['meters', (n: number) => (1e9 + n) / 1_000],
    ['counts', (n: number) => 2 ** 53 - 1 - n],
    ['exponents', (n: number) => (n + 1) * 1e21],
    ['small ones', (n: number) => -(n + 1) / 1e7],
  ])('%s come back as they were written', async (_, of) => {
    const folder = await mkdtemp(join(tmpdir(), 'stores-'))
    const server = await startVictoriaMetrics(join(folder, 'server'))
    const store = openVictoriametricsStore({
      name: 'victoriametrics',
      address: addressOf(server),
      dataDirectory: folder,
    })
    const values = Array.from({ length: 2_000 }, (_, n) => of(n))

    await store.write(
      values.map((value, n) => ({ point: POINT, observedAt: START + n, value, flag: 'good' })),
    )
    await flush(server.url)

    expect((await raw(store, { from: START })).map(({ value }) => value)).toEqual(values)
    await store.close()
    await server.stop()
    await rm(folder, { recursive: true })
  })
})
