import { findProgram } from '@bypuls/servers'
import type { TimeSeriesStore } from '@bypuls/stores'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type InfluxdTown, openInfluxdTown } from './testing/influxd-town.js'
import {
  NOON,
  stored,
  TEMPERATURE,
  type TestIngest,
  temperature,
  until,
  withWrite,
} from './testing/town.js'

const TWO_WEEKS_IN_MINUTES = 14 * 24 * 60

describe.skipIf(findProgram('influxd') === null)('with InfluxDB behind faults', () => {
  let city: InfluxdTown
  let town: TestIngest
  let direct: TimeSeriesStore
  let bucket: string
  let tests = 0

  beforeAll(async () => {
    city = await openInfluxdTown()
  })
  afterAll(() => city.close())
  beforeEach(async () => {
    tests += 1
    bucket = `city-${tests}`
    await city.makeBucket(bucket)
    direct = city.direct(bucket)
  })
  afterEach(() => city.endTest())

  const found = async () => (await stored(direct, TEMPERATURE)).length
  const isInTrouble = () => !town.ingest.health().delivery.ok
  const refused = async () => (await deadLetters()).length
  const deadLetters = async () => town.ingest.deadLetters.list({ limit: 9 }).items

  test('a store that asks for a pause is asked once per pause, and then has everything', async () => {
    town = await city.open(city.through(bucket))
    await town.ingest.latestFilled
    city.proxy.set({ kind: 'answer', status: 503, retryAfter: '1', body: '{"message":"later"}' })
    const before = city.proxy.counts().requests
    const began = performance.now()

    await town.send(...minutes(0, 2_000))
    await until(() => city.proxy.counts().requests - before >= 4)
    const seconds = (performance.now() - began) / 1_000

    // One write per second, and the two that were under way at once when it began.
    expect(city.proxy.counts().requests - before).toBeLessThanOrEqual(2 + seconds)
    expect(town.ingest.health().delivery).toMatchObject({ detail: expect.stringMatching(/later/) })
    city.proxy.set({ kind: 'pass' })
    await town.delivered()
    expect(await found()).toBe(2_000)
  })

  test('a store that refuses connections has few of them, and everything soon after its return', async () => {
    town = await city.open(city.through(bucket))
    city.proxy.set({ kind: 'refuse' })
    const before = city.proxy.counts().connections

    await town.send(...minutes(0, 500))
    await until(isInTrouble)
    for (let minute = 500; minute < 600; minute += 1) await town.send(temperature(minute))
    const asked = city.proxy.counts().connections - before
    city.proxy.set({ kind: 'pass' })
    await town.delivered()

    expect(asked).toBeLessThan(15)
    expect(await found()).toBe(600)
  })

  test('half-open: the silence ends by itself and delivery goes on, with nothing done by hand', async () => {
    town = await city.open(city.through(bucket))
    await town.send(temperature(0))
    await town.delivered()

    city.proxy.set({ kind: 'half-open' })
    await town.send(...minutes(1, 100))
    await until(isInTrouble)
    city.proxy.set({ kind: 'pass' })
    await town.delivered()

    expect(await found()).toBe(100)
  })

  test('through every fault in turn, at load, every reading is stored once', async () => {
    town = await city.open(city.through(bucket))
    city.proxy.flap([
      { fault: { kind: 'pass' }, forMs: 60 },
      { fault: { kind: 'cut', of: 'request', afterBytes: 2_000 }, forMs: 60 },
      { fault: { kind: 'slow', latencyMs: 20 }, forMs: 60 },
      { fault: { kind: 'cut', of: 'answer', afterBytes: 10 }, forMs: 60 },
      { fault: { kind: 'answer', status: 500 }, forMs: 60 },
      { fault: { kind: 'pass' }, forMs: 60 },
      { fault: { kind: 'refuse' }, forMs: 60 },
      { fault: { kind: 'stall' }, forMs: 60 },
      { fault: { kind: 'half-open', afterBytes: 1_000 }, forMs: 60 },
    ])

    for (let minute = 0; minute < 20_000; minute += 100) {
      await town.send(...minutes(minute, minute + 100))
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    city.proxy.set({ kind: 'pass' })
    await town.delivered()

    expect(await found()).toBe(20_000)
    expect(await refused()).toBe(0)
  })

  test('everything delivered twice is stored once', async () => {
    town = await city.open(direct)

    await town.send(...minutes(0, 1_000), ...minutes(0, 1_000))
    await town.delivered()

    expect(await found()).toBe(1_000)
  })

  test('of 5000 readings one cannot be stored: it is a dead letter with the words of the store', async () => {
    // That week's shard holds text in this field: a number is refused there, and nowhere else.
    const at = NOON - TWO_WEEKS_IN_MINUTES * 60_000
    await city.writeLines(bucket, `readings,site=x,place=y indoor-temperature="text" ${at}`)
    town = await city.open(city.through(bucket))
    const before = city.proxy.counts().requests

    await town.send(...minutes(0, 4_999), temperature(TWO_WEEKS_IN_MINUTES))
    await town.delivered()

    expect(await stored(direct, TEMPERATURE, NOON - 5_000 * 60_000)).toHaveLength(4_999)
    expect(await deadLetters()).toMatchObject([
      {
        reason: 'store-refused',
        detail: expect.stringMatching(/field type conflict/),
        path: TEMPERATURE,
      },
    ])
    expect(city.proxy.counts().requests - before).toBeLessThan(60)
  })

  test('a bucket that is missing is an alarm, no dead letter, and all goes on when it is made', async () => {
    town = await city.open(city.through('made-later'))

    await town.send(...minutes(0, 100))
    await until(isInTrouble)
    expect(town.ingest.health().delivery).toMatchObject({
      detail: expect.stringMatching(/made-later/),
      remedy: expect.stringMatching(/Set the store/),
    })
    expect(await refused()).toBe(0)
    await city.makeBucket('made-later')
    await town.delivered()

    expect((await stored(city.direct('made-later'), TEMPERATURE)).length).toBe(100)
  })

  test('of what was acknowledged nothing is lost when the store is killed in the middle of writes', async () => {
    const sent = await throughKills(direct)

    await town.delivered()

    expect(await found()).toBe(sent)
    expect(await refused()).toBe(0)
  })

  test('broken twin: a delivery that counts a write before the store has answered loses some', async () => {
    const hasty = withWrite(direct, async (readings) => {
      direct.write(readings).catch(() => undefined)
    })
    const sent = await throughKills(hasty)

    await town.delivered()

    expect(await found()).toBeLessThan(sent)
  })

  /** Steady messages while the store is killed and started three times; gives their number. */
  async function throughKills(store: TimeSeriesStore): Promise<number> {
    town = await city.open(store)
    let minute = 0
    let done = false
    const sending = (async () => {
      for (; !done; minute += 200) {
        await town.send(...minutes(minute, minute + 200))
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    })()
    for (let kill = 0; kill < 3; kill += 1) {
      const before = minute
      await until(() => minute > before + 1_000)
      await city.influxd.stop('SIGKILL')
      await city.influxd.start()
    }
    done = true
    await sending
    return minute
  }
})

function minutes(from: number, to: number) {
  return Array.from({ length: to - from }, (_, index) => temperature(from + index))
}
