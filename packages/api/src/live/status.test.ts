import { io, type Socket } from 'socket.io-client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { PartHealth } from '../deps.js'
import { createTestIngest } from '../testing/ingest.js'
import { openTestApi, type TestApi } from '../testing/open-test-api.js'
import { NOON } from '../testing/town.js'
import { openBeats } from './beats.js'

const WELL: PartHealth = { name: 'store', ok: true }
const DOWN: PartHealth = { name: 'store', ok: false, detail: 'away', remedy: 'start it' }
const SOON = { timeout: 9_000 }

let api: TestApi
let socket: Socket
let part: PartHealth
let now: number
let workers: readonly string[]
let told: boolean[]

beforeEach(async () => {
  part = WELL
  now = NOON
  workers = []
  told = []
  api = await openTestApi({
    now: () => now,
    health: async () => [part],
    ingest: { ...createTestIngest(new Map()), workers: () => workers },
  })
  socket = io(api.url, { transports: ['websocket'] })
  socket.on('status', ({ stale }: { stale: boolean }) => told.push(stale))
  await vi.waitFor(() => expect(socket.connected).toBe(true))
})
afterEach(async () => {
  socket.disconnect()
  await api.close()
})

test('pages hear that a part is down, also those opened meanwhile, and that it is back', async () => {
  part = DOWN
  await vi.waitFor(() => expect(told).toEqual([true]), SOON)
  const other = io(api.url, { transports: ['websocket'] })
  const first = await new Promise((resolve) => other.once('status', resolve))
  other.disconnect()

  part = WELL
  await vi.waitFor(() => expect(told).toEqual([true, false]), SOON)

  expect(first).toEqual({ stale: true })
})

test('pages hear that a living worker’s frames no longer come, and that they do again', async () => {
  workers = ['ingest-1', 'ingest-2']
  const beat = (name: string) => openBeats({ name, publish: (topic) => api.emit(topic, {}) })()
  beat('ingest-1')
  beat('ingest-2')

  now += 7_000
  beat('ingest-1')
  await vi.waitFor(() => expect(told).toEqual([true]), SOON)
  beat('ingest-2')

  await vi.waitFor(() => expect(told).toEqual([true, false]), SOON)
})
