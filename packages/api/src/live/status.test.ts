import { pino } from 'pino'
import { io, type Socket } from 'socket.io-client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
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
let lines: string[]

beforeEach(async () => {
  part = WELL
  now = NOON
  workers = []
  told = []
  lines = []
  api = await openTestApi({
    now: () => now,
    health: async () => [part],
    ingest: { ...createTestIngest(new Map()), workers: () => workers },
    logger: pino({ level: 'info' }, { write: (line) => lines.push(line) }),
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
  expect(said()).toEqual(['live values stand still: store: away', 'live values move again'])
})

test('pages hear that a living worker’s frames no longer come, and that they do again', async () => {
  workers = ['ingest-1', 'ingest-2']
  const beat = (name: string) => openBeats({ name, publish: (topic) => api.emit(topic, {}) })()
  beat('ingest-1')
  beat('ingest-2')

  now += 7_000
  beat('ingest-1')
  await vi.waitFor(() => expect(told).toEqual([true]), SOON)
  const ready = await api.get('/readyz')
  beat('ingest-2')

  await vi.waitFor(() => expect(told).toEqual([true, false]), SOON)
  const detail =
    'not heard by way of the broker: ingest-2 since 2026-11-23T11:00:00.000Z (but ingest-1)'
  expect(ready.status).toBe(200)
  expect(await ready.json()).toMatchObject({ parts: [{ name: 'store' }, { name: 'live', detail }] })
  expect(said()).toEqual([`live values stand still: live: ${detail}`, 'live values move again'])
})

test('the log names who is silent although nobody watches', async () => {
  socket.disconnect()
  workers = ['ingest-1']
  await vi.waitFor(async () => expect(await liveAt(api)).toMatchObject({ ok: true }))

  now += 7_000

  await vi.waitFor(() => expect(said().join()).toContain('no ingest is heard'), SOON)
})

const Ready = z.object({ parts: z.array(z.object({ name: z.string(), ok: z.boolean() })) })

async function liveAt({ read }: TestApi) {
  const { parts } = await read(Ready, '/readyz')
  return parts.find(({ name }) => name === 'live')
}

/** What the log says of live values. */
function said(): string[] {
  return lines
    .map((line) => Line.parse(JSON.parse(line)).msg)
    .filter((msg) => msg.startsWith('live'))
}

const Line = z.object({ msg: z.string() })
