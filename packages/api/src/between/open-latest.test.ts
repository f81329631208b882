import type { Reading } from '@bypuls/model'
import { openMemoryStore, StoreError } from '@bypuls/stores'
import { afterEach, expect, test, vi } from 'vitest'
import { NOON } from '../testing/town.js'
import { silent } from '../testing/workers.js'
import { type NodeLatest, openLatest } from './open-latest.js'

const POINT = 'alpha-open.room-1.co2'
const open: NodeLatest[] = []
afterEach(() => {
  for (const table of open.splice(0)) table.close()
})

/** A store, the broker's live topic, and the table that knows both. */
function openNode(changes: { readonly failures?: number } = {}) {
  const store = openMemoryStore()
  const town = { now: NOON, connected: true, looks: 0, failures: changes.failures ?? 0 }
  const followers = new Map<string, Set<(topic: string, payload: Uint8Array) => void>>()
  const table = openLatest({
    store: {
      async *latest() {
        town.failures -= 1
        if (town.failures >= 0) throw new StoreError('outage', 'away')
        yield* store.latest()
      },
    },
    subscribe(pattern, listener) {
      const some = followers.get(pattern) ?? new Set()
      followers.set(pattern, some.add(listener))
      return () => some.delete(listener)
    },
    isConnected() {
      town.looks += 1
      return town.connected
    },
    logger: silent,
    now: () => town.now,
    lookEveryMs: 1,
    retryMs: 1,
  })
  open.push(table)
  const tell = (pattern: string, topic: string, payload: unknown) => {
    const bytes = Buffer.from(JSON.stringify(payload))
    for (const listener of followers.get(pattern) ?? []) listener(topic, bytes)
  }
  return {
    ...table,
    store,
    town,
    frame: (observedAt: number, value: number, quality = 'good') =>
      tell('bypuls/live/+', 'bypuls/live/alpha-open', {
        site: 'alpha-open',
        at: town.now,
        values: [[POINT, observedAt, value, quality]],
      }),
    beat: () => tell('bypuls/beats/+', 'bypuls/beats/ingest-1', {}),
  }
}

const reading = (observedAt: number, value: number): Reading => ({
  point: POINT,
  observedAt,
  value,
  flag: 'good',
})

test('begins with what the store knows, also where it answers only later', async () => {
  const { store, latest, filled } = openNode({ failures: 2 })
  await store.write([reading(NOON - 1_000, 400)])

  await filled

  expect(latest.get(POINT)).toEqual({
    observedAt: NOON - 1_000,
    receivedAt: null,
    value: 400,
    flag: 'good',
    rule: null,
  })
})

test('follows the frames: the value observed last stays, and a suspect one is marked', async () => {
  const { latest, filled, frame } = openNode()
  await filled

  frame(NOON - 2_000, 410)
  frame(NOON - 5_000, 390)
  const before = latest.get(POINT)
  frame(NOON - 1_000, 99_999, 'suspect')

  expect(before).toMatchObject({ observedAt: NOON - 2_000, receivedAt: NOON, value: 410 })
  expect(latest.get(POINT)).toMatchObject({ value: 99_999, flag: 'suspect', rule: 'range' })
})

test('a frame that comes while the store is read is not overwritten by an older value', async () => {
  const { store, latest, filled, frame } = openNode({ failures: 1 })
  await store.write([reading(NOON - 9_000, 400)])

  frame(NOON - 2_000, 410)
  await filled

  expect(latest.get(POINT)).toMatchObject({ value: 410 })
})

test('reads again what was missed while the way to the broker was away, and once more soon after', async () => {
  const { store, latest, filled, town } = openNode()
  await filled
  town.connected = false
  const before = town.looks
  await vi.waitFor(() => expect(town.looks).toBeGreaterThan(before))
  await store.write([reading(NOON - 3_000, 420)])

  town.connected = true
  await vi.waitFor(() => expect(latest.get(POINT)).toMatchObject({ value: 420 }))
  await store.write([reading(NOON - 2_000, 430)])
  town.now += 15_000

  await vi.waitFor(() => expect(latest.get(POINT)).toMatchObject({ value: 430 }))
})

test('reads again where the workers’ beats were away for a while', async () => {
  const { store, latest, filled, town, beat } = openNode()
  await filled
  beat()
  await store.write([reading(NOON - 3_000, 420)])

  town.now += 6_000
  beat()

  await vi.waitFor(() => expect(latest.get(POINT)).toMatchObject({ value: 420 }))
})

test('reads again now and then, for a frame may be lost unnoticed', async () => {
  const { store, latest, filled, town } = openNode()
  await filled
  await store.write([reading(NOON - 3_000, 420)])

  town.now += 600_000

  await vi.waitFor(() => expect(latest.get(POINT)).toMatchObject({ value: 420 }))
})
