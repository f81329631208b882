import type { Reading } from '@bypuls/model'
import { openMemoryStore, StoreError, type TimeSeriesStore } from '@bypuls/stores'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  message,
  NOON,
  newFolder,
  openTestIngest,
  stored,
  TEMPERATURE,
  type TestIngest,
  temperature,
  until,
  withWrite,
} from './testing/town.js'

let folder: ReturnType<typeof newFolder>
let store: TimeSeriesStore
let town: TestIngest

beforeEach(async () => {
  folder = newFolder()
  store = openMemoryStore()
  town = await openTestIngest(folder.path, store)
})
afterEach(async () => {
  await town.ingest.close()
  folder.remove()
})

/** Starts again in the same folder, as after a stop or a crash. */
async function restart(with_: TimeSeriesStore, more: Parameters<typeof openTestIngest>[2] = {}) {
  await town.ingest.close()
  town = await openTestIngest(folder.path, with_, more)
}

test('while the store is away messages are acknowledged and kept, and then all are stored', async () => {
  let away = true
  await restart(
    withWrite(store, async (readings) => {
      if (away) throw new StoreError('outage', 'connection refused')
      await store.write(readings)
    }),
  )

  await town.send(...Array.from({ length: 2_000 }, (_, minute) => temperature(minute)))
  await until(() => !town.ingest.health().delivery.ok)
  expect(await stored(store, TEMPERATURE)).toEqual([])
  expect(town.ingest.metrics().waitingMessages).toBe(2_000)
  expect(town.ingest.health().delivery).toMatchObject({ detail: 'connection refused' })
  away = false
  await town.delivered()

  expect(await stored(store, TEMPERATURE)).toHaveLength(2_000)
  expect(town.ingest.health().delivery).toEqual({ ok: true })
})

test('what was not delivered before a stop is replayed, exactly that and in order', async () => {
  await town.send(temperature(3))
  await town.delivered()
  await restart(withWrite(store, () => Promise.reject(new StoreError('outage', 'away'))))
  await town.send(temperature(2), temperature(1))
  const batches: number[] = []

  await restart(
    withWrite(store, async (readings) => {
      batches.push(...readings.map(({ observedAt }) => (NOON - observedAt) / 60_000))
      await store.write(readings)
    }),
  )
  await town.delivered()

  expect(batches).toEqual([2, 1])
  expect(await stored(store, TEMPERATURE)).toHaveLength(3)
})

test('more than fits in memory waits on disk and is stored in order when the store is back', async () => {
  let away = true
  const seen: number[] = []
  await restart(
    withWrite(store, async (readings) => {
      if (away) throw new StoreError('outage', 'away')
      seen.push(...readings.map(({ observedAt }) => observedAt))
    }),
  )

  const unit = 'ppm'.padEnd(1_500)
  const sent = Array.from({ length: 12_000 }, (_, at) => message([['co2', 1, at + 1e12, unit]]))
  await town.send(...sent)
  away = false
  await town.send(message([['co2', 1, NOON]]))
  await town.delivered()

  expect(seen).toHaveLength(12_001)
  expect(seen).toEqual([...seen].sort((a, b) => a - b))
})

test('one reading that the store refuses among five thousand is a dead letter, the others are stored', async () => {
  let refusals = 0
  await restart(
    withWrite(store, async (readings) => {
      if (readings.some(isPoison)) {
        refusals += 1
        throw new StoreError('refused', 'value out of range for this series')
      }
      await store.write(readings)
    }),
  )
  const sent = Array.from({ length: 5_000 }, (_, minute) => temperature(minute))

  await town.send(...sent.with(2_500, temperature(2_500, 13)))
  await town.delivered()

  expect(await stored(store, TEMPERATURE)).toHaveLength(4_999)
  expect(town.ingest.deadLetters.list({ limit: 9 }).items).toMatchObject([
    { reason: 'store-refused', detail: 'value out of range for this series', path: TEMPERATURE },
  ])
  expect(refusals).toBeLessThan(40)
  expect(town.ingest.health().delivery).toEqual({ ok: true })
})

test('a store that is set up wrongly stops delivery with an alarm and loses nothing', async () => {
  let attempts = 0
  await restart(
    withWrite(store, async () => {
      attempts += 1
      throw new StoreError('misconfigured', 'unauthorised')
    }),
  )

  await town.send(...Array.from({ length: 100 }, (_, minute) => temperature(minute)))
  await until(() => !town.ingest.health().delivery.ok)
  expect(town.ingest.deadLetters.list({ limit: 9 }).items).toEqual([])
  expect(town.ingest.health().delivery).toMatchObject({ detail: 'unauthorised' })
  await restart(store)
  await town.delivered()

  expect(attempts).toBe(1)
  expect(await stored(store, TEMPERATURE)).toHaveLength(100)
})

test('the spool forgets only after the rules over stored readings have run, batch by batch', async () => {
  const ran: (readonly Reading[])[] = []
  let fails = 2
  await restart(store, {
    async stored(readings) {
      if (fails-- > 0) throw new Error('the registry is away')
      expect(await stored(store, TEMPERATURE)).toHaveLength(1)
      expect(town.ingest.metrics().waitingMessages).toBe(1)
      ran.push([...readings])
    },
  })

  await town.send(temperature(1))
  await town.delivered()

  expect(ran).toMatchObject([[{ point: TEMPERATURE }]])
})

test('a store that says nothing of its restarts has its last writes again after it was away', async () => {
  let writes = 0
  let away = false
  const forgetful = withWrite({ ...store, durabilityHorizonMs: 60_000 }, async (readings) => {
    if (away) throw new StoreError('outage', 'away')
    writes += readings.length
  })
  await restart(forgetful)
  await town.send(temperature(3), temperature(2))
  await town.delivered()

  away = true
  await town.send(temperature(1))
  await until(() => !town.ingest.health().delivery.ok)
  away = false

  await until(() => writes >= 5)
})

test('handing over holds up no write, only what the spool may forget', async () => {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await restart(store, { stored: () => released })

  for (const minute of [1, 2, 3]) {
    await town.send(temperature(minute))
    await expect.poll(() => stored(store, TEMPERATURE)).toHaveLength(minute)
  }
  expect(town.ingest.metrics().waitingMessages).toBe(3)
  release()

  await town.delivered()
})

function isPoison({ value }: Reading): boolean {
  return value === 13
}
