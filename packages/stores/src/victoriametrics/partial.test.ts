import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findProgram, freePort, startVictoriaMetrics, type VictoriaMetrics } from '@bypuls/servers'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { PartialAnswerError, type TimeSeriesStore } from '../store.js'
import { all, POINT, raw } from '../stores-under-test.js'
import { addressOf, flush } from './serve.js'
import { openVictoriametricsStore } from './store.js'

const START = Date.UTC(2026, 0, 1)

type Turn = (answer: { status: number; body: string }, path: string) => void

describe.skipIf(findProgram('victoria-metrics') === null)('an answer', () => {
  let folder: string
  let server: VictoriaMetrics
  let front: Server
  let store: TimeSeriesStore
  let turn: Turn = () => undefined
  let retryAfter: string | undefined
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stores-'))
    server = await startVictoriaMetrics(join(folder, 'server'))
    const port = await freePort()
    front = createServer(async (request, response) => {
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part)
      const { method = 'GET', url = '' } = request
      const type = request.headers['content-type']
      const asked = await fetch(server.url + url, {
        method,
        ...(method === 'POST' ? { body: Buffer.concat(parts) } : {}),
        ...(type === undefined ? {} : { headers: { 'content-type': type } }),
      })
      const answer = { status: asked.status, body: await asked.text() }
      turn(answer, url)
      response.writeHead(answer.status, retryAfter ? { 'retry-after': retryAfter } : {})
      response.end(answer.body)
    })
    front.listen(port, '127.0.0.1')
    await once(front, 'listening')
    store = openVictoriametricsStore({
      name: 'victoriametrics',
      address: addressOf({ port }),
      dataDirectory: folder,
      token: 'the-secret',
    })
    await store.write([{ point: POINT, observedAt: START, value: 1, flag: 'good' }])
    await flush(server.url)
  })
  afterEach(() => {
    turn = () => undefined
    retryAfter = undefined
  })
  afterAll(async () => {
    await store.close()
    front.close()
    await server.stop()
    await rm(folder, { recursive: true })
  })

  const hour = {
    points: [POINT],
    from: START,
    to: START + 3_600_000,
    widthMs: 3_600_000,
    originMs: 0,
    parts: ['count'],
  } as const
  const reading = { point: POINT, observedAt: START + 1, value: 2, flag: 'good' } as const

  test('that is whole is given', async () => {
    expect(await all(store.windows(hour))).toEqual([{ point: POINT, start: START, count: 1 }])
  })

  test('of a cluster without one of its storages is refused, not given as if it were whole', async () => {
    turn = (answer) => {
      answer.body = answer.body.replace('"status":"success"', '"status":"success","isPartial":true')
    }

    await expect(all(store.windows(hour))).rejects.toThrow(PartialAnswerError)
    await expect(all(store.windows(hour))).rejects.toThrow(/one of its storage servers is away/)
    await expect(store.oldest([POINT])).rejects.toThrow(PartialAnswerError)
    await expect(store.around([POINT], START)).rejects.toThrow(PartialAnswerError)
  })

  test('of raw readings that a cluster cannot give whole is refused too', async () => {
    turn = (answer, path) => {
      if (!path.includes('export')) return
      answer.status = 503
      answer.body = 'cannot fetch data from vmstorage nodes: one of them is unavailable'
    }

    await expect(raw(store, { from: START, to: START + 10 })).rejects.toThrow(PartialAnswerError)
  })

  test.each([
    [503, 'too many', 'outage'],
    [429, 'slow down', 'outage'],
    [500, 'disk full', 'outage'],
    [401, 'who?', 'misconfigured'],
    [403, 'not you', 'misconfigured'],
    [404, 'nothing here', 'misconfigured'],
    [400, 'cannot unmarshal line "x"', 'refused'],
    [400, 'unsupported path requested: "/write"', 'misconfigured'],
  ])('%i "%s" to a write is %s', async (status, body, kind) => {
    turn = (answer) => {
      Object.assign(answer, { status, body })
    }

    await expect(store.write([reading])).rejects.toMatchObject({
      kind,
      message: expect.not.stringContaining('the-secret'),
    })
  })

  test('names the settings to look at', async () => {
    turn = (answer) => {
      Object.assign(answer, { status: 401, body: '' })
    }
    await expect(store.write([reading])).rejects.toThrow('BYPULS_STORE_TOKEN')

    turn = (answer) => {
      Object.assign(answer, { status: 404, body: '' })
    }
    await expect(store.write([reading])).rejects.toThrow('BYPULS_STORE_URL')
  })

  test('tells when to ask again', async () => {
    retryAfter = '7'
    turn = (answer) => {
      Object.assign(answer, { status: 503, body: 'busy' })
    }

    await expect(store.write([reading])).rejects.toMatchObject({ retryAfterMs: 7_000 })
  })

  test('that breaks off is an outage', async () => {
    turn = (answer) => {
      answer.body = answer.body.slice(0, 40)
    }

    await expect(all(store.windows(hour))).rejects.toMatchObject({ kind: 'outage' })
  })
})
