import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, request as forward, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Reading } from '@bypuls/model'
import { findProgram, freePort, type Influxd, startInfluxd } from '@bypuls/servers'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TimeSeriesStore } from '../store.js'
import { raw } from '../stores-under-test.js'
import { addressOf, makeBucket } from './serve.js'
import { openInfluxdbStore } from './store.js'

const [CO2, PM10, RADON] = ['skole.lokale.co2', 'skole.lokale.pm10', 'skole.lokale.radon']
const DAY = Date.parse('2026-11-02T00:00:00Z')

describe.skipIf(findProgram('influxd') === null)('removing one metric of a place', () => {
  let folder: string
  let server: Influxd
  let store: TimeSeriesStore
  let buckets = 0
  let bucket: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'influxd-'))
    server = await startInfluxd(folder)
  })
  afterAll(async () => {
    await server.stop('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  })
  beforeEach(async () => {
    bucket = `bucket-${buckets++}`
    await makeBucket(server, bucket)
    store = openInfluxdbStore({ address: addressOf(server, bucket), token: server.token })
  })
  afterEach(() => store.close())

  test('keeps the readings of the others in the same lines, suspect ones too', async () => {
    await store.write(lines(0, 300))

    await store.remove({ points: [CO2], from: DAY + 100_000, to: DAY + 200_000 })

    const left = lines(0, 300).filter(
      ({ point, observedAt: at }) => point !== CO2 || at < DAY + 100_000 || at >= DAY + 200_000,
    )
    expect(await raw(store, { points: [CO2, PM10, RADON] })).toEqual(inOrder(left))
    expect(await raw(store, { points: ['skole.gang.co2'] })).toEqual([])
  })

  test('does it in steps where the others have many', { timeout: 60_000 }, async () => {
    await store.write(lines(0, 30_000))

    await store.remove({ points: [CO2], from: DAY, to: DAY + 29_000_000 })

    let others = 0
    const query = { points: [PM10, RADON], from: 0, to: 4e12 }
    for await (const { value } of store.readings(query)) others += value.length
    expect(others).toBe(60_000)
    expect((await raw(store, { points: [CO2] })).length).toBe(1_000)
  })

  test('keeps what is written to the place meanwhile', async () => {
    await store.write(lines(0, 1_000))
    const late = Array.from({ length: 20 }, (_, n) => reading(PM10, DAY + n * 1_000 + 500, n))

    await Promise.all([
      store.remove({ points: [CO2], from: DAY, to: DAY + 1_000_000 }),
      ...late.map((one) => store.write([one])),
    ])

    expect(await raw(store, { points: [CO2] })).toEqual([])
    expect((await raw(store, { points: [PM10] })).length).toBe(1_020)
  })

  test('refuses where another program has put fields of its own into the lines', async () => {
    await store.write(lines(0, 2))
    await fetch(`${server.url}/api/v2/write?org=bypuls&bucket=${bucket}&precision=ms`, {
      method: 'POST',
      headers: { authorization: `Token ${server.token}` },
      body: `readings,place=lokale,site=skole Comment="all\nwell, \\"here\\"" ${DAY}`,
    })

    await expect(
      store.remove({ points: [CO2], from: DAY, to: DAY + 10_000 }),
    ).rejects.toMatchObject({ kind: 'misconfigured', message: expect.stringContaining('Comment') })
    expect((await raw(store, { points: [CO2, PM10, RADON] })).length).toBe(6)
  })

  describe('broken off between taking away and bringing back', () => {
    let proxy: Server
    let broken: TimeSeriesStore
    beforeEach(async () => {
      const port = await freePort()
      proxy = cutAfterDeletion(server.port)
      await new Promise<void>((resolve) => proxy.listen(port, '127.0.0.1', resolve))
      broken = openInfluxdbStore({
        address: addressOf({ ...server, port }, bucket),
        token: server.token,
      })
      await store.write(lines(0, 100))
      await expect(
        broken.remove({ points: [CO2], from: DAY, to: DAY + 50_000 }),
      ).rejects.toMatchObject({ kind: 'outage' })
    })
    afterEach(async () => {
      await broken.close()
      proxy.closeAllConnections()
      await new Promise((resolve) => proxy.close(resolve))
    })

    test('has the others away only until the store is opened again', async () => {
      expect((await raw(store, { points: [PM10] })).length).toBe(50)

      expect(await store.health()).toEqual({ ok: true })

      expect((await raw(store, { points: [PM10] })).length).toBe(100)
      expect((await raw(store, { points: [RADON] })).length).toBe(100)
      expect((await raw(store, { points: [CO2] })).length).toBe(50)
    })

    test('goes on when it is asked again', async () => {
      await store.remove({ points: [CO2], from: DAY, to: DAY + 60_000 })

      expect((await raw(store, { points: [PM10] })).length).toBe(100)
      expect((await raw(store, { points: [CO2] })).length).toBe(40)
    })
  })
})

/** Passes everything on until lines have been deleted; then it is gone. */
function cutAfterDeletion(port: number): Server {
  let deletions = 0
  return createServer((from, to) => {
    if (deletions === 2) {
      from.socket.destroy()
      return
    }
    const { method, url: path, headers } = from
    const passed = forward({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      if (path?.startsWith('/api/v2/delete')) deletions += 1
      to.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(to)
    })
    from.pipe(passed)
  })
}

function reading(point: string, observedAt: number, value: number): Reading {
  return { point, observedAt, value, flag: 'good' }
}

/** Three metrics a second, `radon` suspect. */
function lines(from: number, to: number): Reading[] {
  return Array.from({ length: to - from }, (_, n): Reading[] => [
    reading(CO2, DAY + (from + n) * 1_000, 400 + n),
    reading(PM10, DAY + (from + n) * 1_000, n / 4),
    { ...reading(RADON, DAY + (from + n) * 1_000, -n), flag: 'suspect' },
  ]).flat()
}

function inOrder(readings: readonly Reading[]): Reading[] {
  return [CO2, PM10, RADON].flatMap((point) => readings.filter((one) => one.point === point))
}
