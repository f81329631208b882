import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type LiveSocket, openLiveSocket } from './live-socket.js'
import { createLiveStore, type LiveStore } from './live-store.js'

const POINT = 'school.room-1.co2'
/** A server that is back is noticed in less. */
const WITHIN = { timeout: 10_000 }

let io: Server
let port = 0
let asked: unknown[]
let store: LiveStore
let socket: LiveSocket
let backs: number

beforeEach(async () => {
  asked = []
  backs = 0
  await start(0)
  store = createLiveStore(1)
  socket = openLiveSocket({
    store,
    onBack: () => {
      backs += 1
    },
    url: `http://127.0.0.1:${port}`,
  })
  socket.watch({ sites: ['school'], points: [] })
  await vi.waitFor(() => expect(asked).toHaveLength(1))
})
afterEach(async () => {
  socket.close()
  await io.close()
})

/** The platform's socket, which answers each `watch` with the time it was asked. */
async function start(at: number): Promise<void> {
  const http = createServer()
  io = new Server(http, { transports: ['websocket'] })
  io.on('connection', (client) => {
    client.on('watch', (request: unknown, answer: (answer: unknown) => void) => {
      asked.push(request)
      const latest = { point: POINT, observedAt: '2026-11-23T12:00:00Z', quality: 'good' }
      answer({ ok: true, latest: [{ ...latest, value: asked.length }] })
    })
  })
  await new Promise<void>((resolve) => http.listen(at, '127.0.0.1', resolve))
  const address = http.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
}

const connection = () => store.status().connection

test('a page whose server ends says so, and asks again for everything once it is back', async () => {
  await io.close()
  await vi.waitFor(() => expect(connection()).toBe('lost'))
  const lostAt = store.status().lostAt

  await start(port)

  await vi.waitFor(() => expect(connection()).toBe('open'), WITHIN)
  await vi.waitFor(() => expect(store.value(POINT)?.value).toBe(2))
  expect(asked).toEqual([
    { sites: ['school'], points: [] },
    { sites: ['school'], points: [] },
  ])
  expect(lostAt).not.toBeNull()
  expect(store.status()).toMatchObject({ lostAt: null, retryAt: null, attempt: 0 })
  expect(backs).toBe(1)
})

test('a page that the server sent away comes back by itself', async () => {
  io.disconnectSockets()

  await vi.waitFor(() => expect(asked).toHaveLength(2), WITHIN)
  expect(backs).toBe(1)
})

test('when the server’s own path is open again the page asks again', async () => {
  io.emit('status', { stale: true })
  await vi.waitFor(() => expect(store.status().serverStale).toBe(true))

  io.emit('status', { stale: false })

  await vi.waitFor(() => expect(asked).toHaveLength(2))
  expect(store.status().serverStale).toBe(false)
  expect(backs).toBe(1)
})

test('another server that is well is not taken for the one that was not', async () => {
  io.emit('status', { stale: true })
  await vi.waitFor(() => expect(store.status().serverStale).toBe(true))
  await io.close()
  await vi.waitFor(() => expect(connection()).toBe('lost'))
  await start(port)

  await vi.waitFor(() => expect(connection()).toBe('open'), WITHIN)

  expect(store.status().serverStale).toBe(false)
})
