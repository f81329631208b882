import { createServer, type Server } from 'node:http'
import type { Reading } from '@bypuls/model'
import { freePort } from '@bypuls/servers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { TimeSeriesStore } from '../store.js'
import { openInfluxdbStore } from './store.js'

const TOKEN = 'token-of-a-test-server-0123456789abcdef'
const ONE: readonly Reading[] = [
  { point: 'skole.lokale.co2', observedAt: Date.parse('2026-11-02'), value: 1, flag: 'good' },
]

describe('what an answer means', () => {
  let answer: (
    body: string,
  ) => { status: number; headers?: Record<string, string>; body?: string } | null
  let server: Server
  let store: TimeSeriesStore
  beforeEach(async () => {
    const port = await freePort()
    server = createServer((request, response) => {
      request.setEncoding('utf8')
      let text = ''
      request.on('data', (chunk: string) => {
        text += chunk
      })
      request.on('end', () => {
        const said = answer(text)
        if (said === null) return
        response.writeHead(said.status, { 'content-type': 'application/json', ...said.headers })
        response.end(said.body ?? '')
      })
    })
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    store = openInfluxdbStore({
      address: `//127.0.0.1:${port}/city/readings`,
      token: TOKEN,
      silenceMs: { write: 200, ask: 200 },
    })
  })
  afterEach(async () => {
    await store.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  test.each([
    [400, "unable to parse 'x': missing field value", 'refused'],
    [422, 'failure writing points to database: partial write: dropped=1', 'refused'],
    [400, 'invalid precision; valid precision units are ns, us, ms, and s', 'misconfigured'],
    [400, 'url missing required query parameter org', 'misconfigured'],
    [401, 'unauthorized access', 'misconfigured'],
    [403, 'insufficient permissions for write', 'misconfigured'],
    [404, 'bucket "readings" not found', 'misconfigured'],
    [413, 'request entity too large', 'misconfigured'],
    [429, 'slow down', 'outage'],
    [500, 'engine: cache-max-memory-size exceeded', 'outage'],
    [503, 'not now', 'outage'],
  ])('%d %s: %s, in the words of the store', async (status, message, kind) => {
    answer = () => ({ status, body: JSON.stringify({ code: 'x', message }) })

    await expect(store.write(ONE)).rejects.toMatchObject({
      kind,
      message: expect.stringContaining(message),
    })
  })

  test('says how long to wait, in seconds or until an hour', async () => {
    answer = () => ({ status: 429, headers: { 'retry-after': '7' } })
    await expect(store.write(ONE)).rejects.toMatchObject({ kind: 'outage', retryAfterMs: 7_000 })

    answer = () => ({
      status: 503,
      headers: {
        date: 'Mon, 23 Nov 2026 12:00:00 GMT',
        'retry-after': 'Mon, 23 Nov 2026 12:01:00 GMT',
      },
    })
    await expect(store.write(ONE)).rejects.toMatchObject({ kind: 'outage', retryAfterMs: 60_000 })
  })

  test.each([200, 201, 302])('takes %d for another server, never for stored', async (status) => {
    answer = () => ({ status, body: '{}' })

    await expect(store.write(ONE)).rejects.toMatchObject({
      kind: 'misconfigured',
      message: expect.stringContaining('BYPULS_STORE_URL'),
    })
  })

  test('a server that says nothing, or is gone, is an outage', async () => {
    answer = () => null
    await expect(store.write(ONE)).rejects.toMatchObject({ kind: 'outage' })
    await expect(store.oldest(['a.b.c'])).rejects.toMatchObject({ kind: 'outage' })
    expect(await store.health()).toMatchObject({ ok: false })

    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await expect(store.write(ONE)).rejects.toMatchObject({ kind: 'outage' })
  })

  test('an answer that is broken off half way is an outage, not a short answer', async () => {
    const row = ',_result,0,2026-11-02T00:00:00Z,1,co2,readings,lokale,skole\r\n'
    const head = ',result,table,_time,_value,_field,_measurement,place,site\r\n'
    const error = '\r\n,error,reference\r\n,"memory allocation limit, reached",897\r\n'
    answer = () => ({
      status: 200,
      headers: { 'content-type': 'text/csv' },
      body: head + row + error,
    })

    await expect(store.oldest(['skole.lokale.co2'])).rejects.toMatchObject({
      kind: 'outage',
      message: expect.stringContaining('memory allocation limit, reached'),
    })
  })

  test('a server that dies in the middle of its answer gives no short answer', async () => {
    server.removeAllListeners('request')
    server.on('request', (_, response) => {
      response.writeHead(200, { 'content-type': 'text/csv' })
      response.write(',result,table,_time,_value,_field,_measurement,place,site\r\n')
      response.write(',_result,0,2026-11-02T00:00:00Z,1,co2,readings,lokale,skole\r\n', () =>
        response.destroy(),
      )
    })

    await expect(store.oldest(['skole.lokale.co2'])).rejects.toMatchObject({ kind: 'outage' })
  })

  test('never sends what it cannot store', async () => {
    const bodies: string[] = []
    answer = (body) => {
      bodies.push(body)
      return { status: 204 }
    }
    const [good] = ONE
    const hostile = [
      { ...good, value: NaN },
      { ...good, value: Infinity },
      { ...good, observedAt: 0.5 },
      { ...good, observedAt: 1e15 },
      { ...good, point: 'skole.lokale.time' },
      { ...good, point: 'skole.lokale' },
      { ...good, point: 'skole.lokale.co2\nreadings,site=a co2=1' },
      { ...good, point: 'skole,place=x.lokale.co2' },
      { ...good, point: 'skole.lokale.co2 ' },
      { ...good, point: 'Skole.lokale.co2' },
      { ...good, point: 'skole.lokale\\.co2' },
    ]
    for (const one of hostile) {
      const reading = { point: '', observedAt: 0, value: 0, flag: 'good' as const, ...one }
      await expect(store.write([reading])).rejects.toMatchObject({ kind: 'refused' })
    }

    expect(bodies).toEqual([])
  })

  test('writes a line per message and place, suspect readings apart', async () => {
    const bodies: string[] = []
    answer = (body) => {
      bodies.push(body)
      return { status: 204 }
    }
    const at = (
      point: string,
      observedAt: number,
      value: number,
      flag: Reading['flag'] = 'good',
    ) => ({
      point,
      observedAt,
      value,
      flag,
    })

    await store.write([
      at('skole.lokale.co2', 1_000, 412),
      at('skole.lokale.pm2-5', 1_000, 8.25),
      at('skole.lokale.co2', 1_000, 413),
      at('skole.lokale.pm1', 1_000, -0),
      at('skole.lokale.noise-laeq', 1_000, 400, 'suspect'),
      at('skole.lokale.co2', 2_000, 1e21),
      at('skole.gang.co2', 2_000, 5e-324),
    ])

    expect(bodies.join('|').split('\n')).toEqual([
      'readings,place=lokale,site=skole co2=412,pm2-5=8.25 1000',
      'readings,place=lokale,site=skole co2=413,pm1=-0 1000',
      'suspect_readings,place=lokale,site=skole noise-laeq=400 1000',
      'readings,place=lokale,site=skole co2=1e+21 2000',
      'readings,place=gang,site=skole co2=5e-324 2000',
    ])
  })

  test('writes runs of one place that have the same times in the same lines', async () => {
    const bodies: string[] = []
    answer = (body) => {
      bodies.push(body)
      return { status: 204 }
    }
    const observedAt = Float64Array.of(1_000, 2_000)
    const run = { observedAt, value: Float64Array.of(1, 2), suspect: Uint8Array.of(0, 0) }

    await store.writeChunks([
      { ...run, point: 'skole.lokale.co2' },
      { ...run, point: 'skole.lokale.pm10' },
      { ...run, point: 'skole.lokale.co2', value: Float64Array.of(3, 4) },
      { ...run, point: 'skole.gang.pm10', suspect: Uint8Array.of(0, 1) },
    ])

    expect(bodies.join('|').split('\n')).toEqual([
      'readings,place=lokale,site=skole co2=1,pm10=1 1000',
      'readings,place=lokale,site=skole co2=2,pm10=2 2000',
      'readings,place=lokale,site=skole co2=3 1000',
      'readings,place=lokale,site=skole co2=4 2000',
      'readings,place=gang,site=skole pm10=1 1000',
      'suspect_readings,place=gang,site=skole pm10=2 2000',
    ])
  })

  test('lets writes go side by side, but never two of the same place and time', async () => {
    const under = new Set<string>()
    const clashes: string[] = []
    let most = 0
    answer = () => null
    server.removeAllListeners('request')
    server.on('request', (request, response) => {
      let text = ''
      request.on('data', (chunk: Buffer) => {
        text += chunk.toString()
      })
      request.on('end', () => {
        const line = text.replace(/=\d+ /, ' ')
        if (under.has(line)) clashes.push(line)
        under.add(line)
        most = Math.max(most, under.size)
        setImmediate(() => {
          under.delete(line)
          response.writeHead(204).end()
        })
      })
    })

    await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        store.write([
          { point: `skole.lokale-${n % 7}.co2`, observedAt: n % 2, value: n, flag: 'good' },
        ]),
      ),
    )

    expect(clashes).toEqual([])
    expect(most).toBeGreaterThan(1)
  })
})
