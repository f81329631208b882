import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { openMemoryStore, StoreError, type TimeSeriesStore } from '@bypuls/stores'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  CO2,
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

test('a message is acknowledged, stored, the newest value, in the log and on the pages', async () => {
  await town.send(message([['co2', 612]]))
  await town.delivered()

  expect(await stored(store, CO2)).toEqual([{ observedAt: NOON, value: 612 }])
  expect(town.ingest.latest.get(CO2)).toMatchObject({ value: 612, receivedAt: NOON })
  expect(town.ingest.messages.list('odense', 'room-1')).toMatchObject([
    { kind: 'message', id: '1', outcome: { readings: [{ point: CO2 }] } },
  ])
  await until(() => town.frames.length > 0)
  expect(town.frames).toMatchObject([{ topic: 'bypuls/live/skole' }])
})

test('of a message with a bad and a good field the good one is stored, the bad one a dead letter', async () => {
  const mixed = [
    ['co2', 612],
    ['nonsense', 1],
  ]
  const { id } = await town.ingest.accept(message(mixed))

  const outcome = await town.ingest.verdict(id)

  expect(outcome).toMatchObject({
    readings: [{ point: CO2 }],
    rejected: [{ reason: 'unknown-field' }],
  })
  expect(await stored(store, CO2)).toHaveLength(1)
  expect(town.ingest.deadLetters.list({ limit: 9 }).items).toMatchObject([
    { id: '1-0', organisation: 'odense', reason: 'unknown-field', path: 'nonsense' },
  ])
})

test('every message counts once, by what became of it', async () => {
  await town.send(
    message([['co2', 612]]),
    message('hello'),
    message([
      ['co2', 613, NOON - 1],
      ['x', 1],
    ]),
  )
  await town.delivered()

  expect(town.ingest.metrics()).toMatchObject({
    messages: { stored: 1, rejected: 1, partly: 1, refused: 0 },
    acknowledged: 3,
    readingsStored: 2,
    rejected: new Map([
      ['malformed', 1],
      ['unknown-field', 1],
    ]),
    waitingMessages: 0,
    spoolOldestSeconds: 0,
  })
})

test('every message sent twice is stored once', async () => {
  const sent = Array.from({ length: 500 }, (_, minute) => temperature(minute))

  await town.send(...sent, ...sent)
  await town.delivered()

  expect(await stored(store, TEMPERATURE)).toHaveLength(500)
})

test('a full spool refuses with the remedy, acknowledges nothing, and goes on when there is room', async () => {
  let away = true
  const flapping = withWrite(store, async (readings) => {
    if (away) throw new StoreError('outage', 'away')
    await store.write(readings)
  })
  await restart(flapping, { maxSpoolBytes: 20_000 })
  const large = (minute: number) => message([['co2', 1, NOON - minute, 'ppm'.padEnd(2_000)]])
  const refusals: unknown[] = []
  for (let minute = 0; minute < 30; minute += 1) {
    await town.send(large(minute)).catch((error: unknown) => refusals.push(error))
  }

  expect(refusals).toHaveLength(21)
  expect(String(refusals[0])).toMatch(/its limit is 20000/)
  expect(town.ingest.metrics()).toMatchObject({ acknowledged: 9, messages: { refused: 21 } })
  expect(town.ingest.health().spool).toMatchObject({ ok: false })
  away = false
  await town.delivered()
  await until(() => town.ingest.metrics().spoolBytes === 0)
  expect(town.ingest.health().spool).toEqual({ ok: true })
  await town.send(message([['co2', 1, NOON + 1]]))
})

test('old readings from the past do not replace the newest value or move the pages', async () => {
  await town.send(temperature(0, 21))
  await until(() => town.frames.length === 1)

  await town.send(temperature(60, 5))
  await town.delivered()

  expect(town.ingest.latest.get(TEMPERATURE)?.value).toBe(21)
  expect(await stored(store, TEMPERATURE)).toHaveLength(2)
  expect(town.frames).toHaveLength(1)
})

test('after a start the newest values are those of the store', async () => {
  await town.send(temperature(0, 21))
  await town.delivered()

  await restart(store)
  await town.ingest.latestFilled

  expect(town.ingest.latest.get(TEMPERATURE)).toMatchObject({ value: 21, receivedAt: null })
})

test('a spool that was moved aside does not give numbers again that dead letters have', async () => {
  await town.send(message('hello'), message('hello'))
  await town.delivered()
  await town.ingest.close()
  rmSync(join(folder.path, 'spool'), { recursive: true })
  town = await openTestIngest(folder.path, store)

  await town.send(message('hello'))
  await town.delivered()

  const { items } = town.ingest.deadLetters.list({ limit: 9 })
  expect(items.map(({ id }) => id)).toEqual(['3-0', '2-0', '1-0'])
})
