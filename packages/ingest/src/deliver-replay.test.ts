import { openMemoryStore, type TimeSeriesStore } from '@bypuls/stores'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLossyStore, type LossyStore } from './testing/lossy-store.js'
import {
  newFolder,
  openTestIngest,
  stored,
  TEMPERATURE,
  type TestIngest,
  temperature,
  until,
} from './testing/town.js'

/** Long enough for a test to act within it. */
const HORIZON_MS = 500

let folder: ReturnType<typeof newFolder>
let kept: TimeSeriesStore
let store: LossyStore
let town: TestIngest

beforeEach(() => {
  folder = newFolder()
  kept = openMemoryStore()
  store = createLossyStore(kept, HORIZON_MS)
})
afterEach(async () => {
  await town.ingest.close()
  folder.remove()
})

const isForgotten = () => town.ingest.metrics().spoolBytes === 0
const keptReadings = async () => (await stored(kept, TEMPERATURE)).length
const minutes = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => temperature(from + index))

test('what the store may still lose stays on disk, and is forgotten when it no longer may', async () => {
  town = await openTestIngest(folder.path, store)

  await town.send(...minutes(0, 100))
  await town.delivered()

  expect(town.ingest.metrics().spoolBytes).toBeGreaterThan(0)
  await until(isForgotten)
  expect(await keptReadings()).toBe(100)
  expect(store.acknowledged()).toBe(100)
})

test('a killed store has everything again once it is back, each message counted once', async () => {
  town = await openTestIngest(folder.path, store)

  for (const round of [0, 1, 2, 3, 4]) {
    await town.send(...minutes(round * 100, round * 100 + 100))
    await town.delivered()
    store.kill()
    store.comeBack()
  }
  await until(isForgotten)

  expect(await keptReadings()).toBe(500)
  expect(store.acknowledged()).toBeGreaterThan(500)
  expect(town.ingest.metrics()).toMatchObject({ messages: { stored: 500 }, readingsStored: 500 })
})

test('broken twin: where a store says nothing of its restart, readings are lost', async () => {
  town = await openTestIngest(folder.path, { ...store, onRestarted: () => () => {} })

  await loseOnce(store)

  expect(await keptReadings()).toBe(0)
})

test('broken twin: where a store promises too much, readings are lost', async () => {
  const slow = createLossyStore(kept, 60_000)
  town = await openTestIngest(folder.path, { ...slow, durabilityHorizonMs: 0 })

  await loseOnce(slow)

  expect(await keptReadings()).toBe(0)
})

test('a store that stays away for longer than its horizon has everything again too', async () => {
  town = await openTestIngest(folder.path, store)
  await town.send(...minutes(0, 100))
  await town.delivered()

  store.kill()
  await pass(3 * HORIZON_MS)
  expect(isForgotten()).toBe(false)
  store.comeBack()
  await until(isForgotten)

  expect(await keptReadings()).toBe(100)
})

test('broken twin: counting the time during which the store is away loses readings', async () => {
  const blind = { ...store, health: async () => ({ ok: true as const }) }
  town = await openTestIngest(folder.path, blind)
  await town.send(...minutes(0, 100))
  await town.delivered()

  store.kill()
  await until(isForgotten)
  store.comeBack()
  await pass(HORIZON_MS)

  expect(await keptReadings()).toBe(0)
})

test('a stop within the horizon keeps what is younger, and the next start brings it again', async () => {
  town = await openTestIngest(folder.path, store)
  await town.send(...minutes(0, 100))
  await town.delivered()

  store.kill()
  await town.ingest.close()
  store.comeBack()
  town = await openTestIngest(folder.path, store)
  await until(isForgotten)

  expect(await keptReadings()).toBe(100)
})

test('handing over is not done again for what is brought again', async () => {
  let handedOver = 0
  town = await openTestIngest(folder.path, store, {
    async stored(readings) {
      handedOver += readings.length
    },
  })
  await town.send(...minutes(0, 100))
  await town.delivered()

  store.kill()
  store.comeBack()
  await until(isForgotten)

  expect(store.acknowledged()).toBe(200)
  expect(handedOver).toBe(100)
})

async function loseOnce(lossy: LossyStore): Promise<void> {
  await town.send(...minutes(0, 100))
  await town.delivered()
  lossy.kill()
  lossy.comeBack()
  await until(isForgotten)
}

/** Time is what these tests are about. */
function pass(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
