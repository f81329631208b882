import type { RawMessage } from '@bypuls/model'
import { openMemoryStore, StoreError, type TimeSeriesStore } from '@bypuls/stores'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { IngestDeps } from './contract.js'
import {
  CO2,
  message,
  NOON,
  newFolder,
  openTestIngest,
  room,
  stored,
  type TestIngest,
  until,
  withWrite,
} from './testing/town.js'

/** A message of these tests takes a little more than 2 kB. */
const LIMIT = 200_000

let folder: ReturnType<typeof newFolder>
let kept: TimeSeriesStore
let town: TestIngest
let away: boolean
let sent: number

beforeEach(async () => {
  folder = newFolder()
  kept = openMemoryStore()
  away = true
  sent = 0
  town = await open()
})
afterEach(async () => {
  await town.ingest.close()
  folder.remove()
})

test('above 80 % whoever holds more than a fair share is refused and told why; the others go on', async () => {
  await accepted('aarhus', 1)
  await accepted('vejle', 1)
  expect(await accepted('odense', 100)).toBeGreaterThan(70)

  const refusal = await town.ingest.accept(from('odense')).catch((error: unknown) => error)
  expect(String(refusal)).toMatch(/odense has \d+ of its 200000 bytes, more than its fair share/)
  expect(await accepted('aarhus', 5)).toBe(5)
  expect(await accepted('vejle', 5)).toBe(5)

  expect(town.ingest.metrics()).toMatchObject({ heldBackOrganisations: 1 })
  expect(town.ingest.health().spool).toMatchObject({ ok: false })
  expect(JSON.stringify(town.ingest.health().spool)).toMatch(/1 organisations hold more/)
  expect(town.lines.filter((line) => line.includes('odense has'))).toHaveLength(1)
})

test('above 95 % everybody is refused, and nothing that was acknowledged is missing afterwards', async () => {
  let acknowledged = 0
  for (const organisation of ['vejle', 'aarhus', 'odense']) {
    acknowledged += await accepted(organisation, 1)
  }
  for (const organisation of ['odense', 'aarhus', 'vejle']) {
    acknowledged += await accepted(organisation, 100)
  }

  const refusal = await town.ingest.accept(from('vejle')).catch((error: unknown) => error)
  expect(String(refusal)).toMatch(/its limit is 200000/)
  expect(town.ingest.metrics().spoolBytes).toBeLessThan(0.95 * LIMIT)
  away = false
  await town.delivered()
  await until(() => town.ingest.metrics().spoolBytes === 0)

  expect(await stored(kept, CO2)).toHaveLength(acknowledged)
  expect(town.ingest.metrics()).toMatchObject({ heldBackOrganisations: 0 })
  expect(town.ingest.health().spool).toEqual({ ok: true })
  expect(await accepted('odense', 1)).toBe(1)
})

test('whose the messages are is known after a restart too', async () => {
  await accepted('aarhus', 1)
  await accepted('odense', 100)

  await town.ingest.close()
  town = await open()

  expect(await accepted('odense', 1)).toBe(0)
  expect(await accepted('aarhus', 1)).toBe(1)
})

test('where a refused message would hold up others, no share is asked for', async () => {
  await town.ingest.close()
  town = await open({ fairShare: false })
  await accepted('aarhus', 1)
  await accepted('odense', 100)

  const received = new Promise((resolve) => town.ingest.receive(from('odense'), resolve))

  expect(await received).toBeUndefined()
  expect(await accepted('odense', 1)).toBe(0)
})

function open(more: Partial<IngestDeps> = {}): Promise<TestIngest> {
  const store = withWrite(kept, async (readings) => {
    if (away) throw new StoreError('outage', 'away')
    await kept.write(readings)
  })
  return openTestIngest(folder.path, store, {
    deviceOf: (organisation) => ({ ...room, organisation }),
    maxSpoolBytes: LIMIT,
    ...more,
  })
}

/** How many of so many messages are acknowledged. */
async function accepted(organisation: string, count: number): Promise<number> {
  let acknowledged = 0
  for (let tried = 0; tried < count; tried += 1) {
    await town.ingest.accept(from(organisation)).then(
      () => (acknowledged += 1),
      () => undefined,
    )
  }
  return acknowledged
}

function from(organisation: string): RawMessage {
  sent += 1
  return { ...message([['co2', 1, NOON - sent, 'ppm'.padEnd(2_000)]]), organisation }
}
