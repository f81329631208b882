import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Reading } from '@bypuls/model'
import { findProgram, freePort, startVictoriaMetrics, type VictoriaMetrics } from '@bypuls/servers'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { TimeSeriesStore } from '../store.js'
import { OTHER, POINT, raw } from '../stores-under-test.js'
import { addressOf, flush } from './serve.js'
import { openVictoriametricsStore } from './store.js'

const START = Date.UTC(2026, 0, 1)
const MIDDLE = { points: [POINT], from: START + 300, to: START + 600 }

describe.skipIf(findProgram('victoria-metrics') === null)('a range that is removed', () => {
  let folder: string
  let server: VictoriaMetrics
  let front: Server
  let frontPort: number
  let refused: string
  const opened: TimeSeriesStore[] = []
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stores-'))
    server = await startVictoriaMetrics(join(folder, 'server'))
    refused = 'nothing'
    frontPort = await freePort()
    front = createServer((request, response) => {
      const { method = 'GET', url = '' } = request
      if (url.includes(refused)) return response.writeHead(503).end('away')
      const cut = () => response.destroy()
      pass(url, method, request).then((answer) => response.end(answer), cut)
    })
    front.listen(frontPort, '127.0.0.1')
    await once(front, 'listening')
    await open('data').write(history(1_000))
    await flush(server.url)
  })
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()))
    front.close()
    await server.stop('SIGKILL')
    await rm(folder, { recursive: true })
  })

  async function pass(url: string, method: string, request: AsyncIterable<Buffer>) {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    const body = method === 'POST' ? { body: Buffer.concat(parts), headers: type } : {}
    return (await fetch(server.url + url, { method, ...body })).text()
  }

  function open(data: string, { port } = { port: server.port }): TimeSeriesStore {
    const store = openVictoriametricsStore({
      name: 'victoriametrics',
      address: addressOf({ port }),
      dataDirectory: join(folder, data),
    })
    opened.push(store)
    return store
  }

  const left = async () => {
    await flush(server.url)
    return raw(open('reader'), { points: [POINT, OTHER], from: START, to: START + 2_000 })
  }
  const without = (count: number) =>
    history(count).filter(({ point, observedAt }) => {
      return point === OTHER || observedAt < MIDDLE.from || observedAt >= MIDDLE.to
    })

  test('is gone for good, and the rest is there for good, when it is told', async () => {
    await open('data').remove(MIDDLE)
    await server.stop('SIGKILL')
    await server.start()

    expect(await left()).toEqual(without(1_000))
    expect(await readdir(join(folder, 'data', 'removals'))).toEqual([])
  })

  test('takes nothing else with it where the removal is cut off: the next start brings it back', async () => {
    refused = '/import'
    await expect(open('data', { port: frontPort }).remove(MIDDLE)).rejects.toMatchObject({
      kind: 'outage',
    })
    expect((await left()).filter(({ point }) => point === POINT)).toEqual([])

    const next = open('data')
    await next.write([])
    await next.write([{ point: POINT, observedAt: START + 1_500, value: 5, flag: 'good' }])

    const back = await left()
    expect(back.filter(({ observedAt }) => observedAt < START + 1_000)).toEqual(without(1_000))
    await vi.waitFor(async () =>
      expect(await readdir(join(folder, 'data', 'removals'))).toEqual([]),
    )
  })

  test('takes nothing else with it where the server is back a moment later', async () => {
    refused = '/import'
    const store = open('data', { port: frontPort })
    await expect(store.remove(MIDDLE)).rejects.toMatchObject({ kind: 'outage' })
    refused = 'nothing'

    await vi.waitFor(async () => expect(await left()).toEqual(without(1_000)), 10_000)
  })

  test('takes the rest with it where nobody kept it', async () => {
    refused = '/import'
    await expect(open('data', { port: frontPort }).remove(MIDDLE)).rejects.toMatchObject({
      kind: 'outage',
    })

    await open('elsewhere').write([
      { point: OTHER, observedAt: START + 1_500, value: 5, flag: 'good' },
    ])

    expect((await left()).filter(({ point }) => point === POINT)).toEqual([])
  })

  test('keeps what is written meanwhile', async () => {
    const store = open('data')
    const removing = store.remove(MIDDLE)
    const writing = Array.from({ length: 20 }, (_, n) => store.write(history(1_000 + n).slice(-1)))
    const more: Reading[] = history(1_020).filter(({ observedAt }) => observedAt >= START + 1_000)
    await Promise.all([removing, ...writing, store.write(more)])

    expect(await left()).toEqual(without(1_020))
  })
})

/** As many readings, a millisecond apart, of two points; each seventh is suspect. */
function history(count: number): Reading[] {
  return [POINT, OTHER].flatMap((point) =>
    Array.from({ length: count }, (_, n) => ({
      point,
      observedAt: START + n,
      value: n,
      flag: n % 7 === 0 ? ('suspect' as const) : ('good' as const),
    })),
  )
}
