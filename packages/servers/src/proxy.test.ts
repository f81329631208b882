import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, request, type Server } from 'node:http'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { freePort } from './free-port.js'
import { type FaultProxy, openFaultProxy } from './proxy.js'

/** Large enough not to go through in one piece. */
const LARGE = 'x'.repeat(500_000)

let server: Server
let proxy: FaultProxy
let agent: Agent
let served: number

beforeEach(async () => {
  served = 0
  server = createServer((message, answer) => {
    message.resume().once('end', () => {
      served += 1
      answer.end(message.url === '/large' ? LARGE : 'hello')
    })
  })
  const port = await freePort()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  proxy = await openFaultProxy({ target: { host: '127.0.0.1', port } })
  agent = new Agent({ keepAlive: true })
})
afterEach(async () => {
  agent.destroy()
  await proxy.close()
  server.closeAllConnections()
  server.close()
})

test('what is asked and answered goes through, and is counted', async () => {
  expect(await ask('/')).toMatchObject({ status: 200, body: 'hello' })
  expect(await ask('/large', LARGE)).toMatchObject({ status: 200, body: LARGE })
  expect(await ask('/', ['in', 'pieces'])).toMatchObject({ status: 200 })

  expect(proxy.counts()).toMatchObject({ connections: 1, requests: 3 })
})

test('refused: the open connection and every new one is reset', async () => {
  await ask('/')

  proxy.set({ kind: 'refuse' })

  await expect(ask('/')).rejects.toThrow(/ECONNRESET|socket hang up/)
  await expect(ask('/')).rejects.toThrow(/ECONNRESET|socket hang up/)
  proxy.set({ kind: 'pass' })
  expect(await ask('/')).toMatchObject({ status: 200 })
})

test('stalled: nothing is answered until the fault ends', async () => {
  proxy.set({ kind: 'stall' })
  const asked = ask('/')
  await vi.waitFor(() => expect(proxy.counts().requests).toBe(1))

  expect(served).toBe(0)
  proxy.set({ kind: 'pass' })

  expect(await asked).toMatchObject({ status: 200, body: 'hello' })
})

test('half-open: an open connection is dead for good, nobody is told, and a new one works again', async () => {
  await ask('/')
  proxy.set({ kind: 'half-open' })
  const given = new AbortController()
  const asked = ask('/', '', given.signal)
  await vi.waitFor(() => expect(proxy.counts().requests).toBe(2))

  proxy.set({ kind: 'pass' })

  expect(proxy.open()).toBe(1)
  expect(served).toBe(1)
  given.abort()
  await expect(asked).rejects.toThrow(/abort/)
  expect(await ask('/')).toMatchObject({ status: 200 })
})

test('half-open in the middle of a request: the server has only its beginning', async () => {
  proxy.set({ kind: 'half-open', afterBytes: 100_000 })
  const given = new AbortController()
  const asked = ask('/', LARGE, given.signal)

  await vi.waitFor(() => expect(proxy.counts().bytes.request).toBe(100_000))

  given.abort()
  await expect(asked).rejects.toThrow()
  expect(served).toBe(0)
})

test('cut in the middle of a request, or of its answer', async () => {
  proxy.set({ kind: 'cut', of: 'request', afterBytes: 1_000 })
  await expect(ask('/', LARGE)).rejects.toThrow(/ECONNRESET|EPIPE|socket hang up/)
  expect(served).toBe(0)

  proxy.set({ kind: 'cut', of: 'answer', afterBytes: 1_000 })
  await expect(ask('/large')).rejects.toThrow(/ECONNRESET|aborted/)
  expect(served).toBe(1)
})

test('slow: everything comes whole, later', async () => {
  proxy.set({ kind: 'slow', latencyMs: 20, bytesPerSecond: 5_000_000 })

  expect(await ask('/large')).toMatchObject({ status: 200, body: LARGE })
})

test('it answers for the server, which hears nothing, and counts who asks', async () => {
  const body = '{"code":"unavailable","message":"later"}'
  proxy.set({ kind: 'answer', status: 503, retryAfter: '2', body })

  for (const data of ['', LARGE, ['in', 'pieces']]) {
    expect(await ask('/', data)).toEqual({ status: 503, retryAfter: '2', body })
  }

  expect(proxy.counts().requests).toBe(3)
  expect(served).toBe(0)
})

test('flapping goes from fault to fault until it is told what to be', async () => {
  proxy.flap([
    { fault: { kind: 'answer', status: 500 }, forMs: 30 },
    { fault: { kind: 'pass' }, forMs: 30 },
  ])
  const statuses = new Set<number | undefined>()

  await vi.waitFor(async () => {
    statuses.add(
      await ask('/').then(
        ({ status }) => status,
        () => undefined,
      ),
    )
    expect([...statuses]).toEqual(expect.arrayContaining([200, 500]))
  }, 5_000)

  proxy.set({ kind: 'pass' })
  expect(await ask('/')).toMatchObject({ status: 200 })
})

type Answer = { status: number | undefined; retryAfter: string | undefined; body: string }

/** Pieces go chunked, a text with its length. */
function ask(path: string, data: string | string[] = '', signal?: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({
      agent,
      host: proxy.host,
      port: proxy.port,
      path,
      method: 'POST',
      ...(signal === undefined ? {} : { signal }),
    })
    asked.once('error', reject)
    asked.once('response', (answer) => textOf(answer).then(resolve, reject))
    if (typeof data === 'string') asked.end(data)
    else {
      for (const piece of data) asked.write(piece)
      asked.end()
    }
  })
}

async function textOf(answer: IncomingMessage): Promise<Answer> {
  let body = ''
  for await (const piece of answer) body += piece
  return { status: answer.statusCode, retryAfter: answer.headers['retry-after'], body }
}
