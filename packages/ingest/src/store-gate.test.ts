import { StoreError } from '@bypuls/stores'
import { expect, test } from 'vitest'
import { Stopped } from './keep-trying.js'
import { createStoreGate, type StoreTrouble } from './store-gate.js'
import { CO2, NOON } from './testing/town.js'

const readings = [{ point: CO2, observedAt: NOON, value: 612, flag: 'good' as const }]

test('the waits double from a tenth of a second to five seconds, each drawn from zero on', async () => {
  const { gate, waits } = openGate(failing(12, () => new StoreError('outage', 'away')))

  await gate.write(readings)

  expect(waits.slice(0, 4)).toEqual([100, 200, 400, 800])
  expect(waits.slice(-2)).toEqual([5_000, 5_000])
})

test('a store that names a time is not asked before it', async () => {
  const busy = () => new StoreError('outage', 'too many requests', { retryAfterMs: 45_000 })
  const { gate, waits } = openGate(failing(2, busy))

  await gate.write(readings)

  expect(waits).toEqual([45_000, 45_000])
})

test('a store that names half a day is asked after five minutes', async () => {
  const busy = () => new StoreError('outage', 'closed', { retryAfterMs: 43_200_000 })
  const { gate, waits } = openGate(failing(1, busy))

  await gate.write(readings)

  expect(waits).toEqual([300_000])
})

test('a long outage is told of ever less often, and at once when it becomes another trouble', async () => {
  const { gate, troubles } = openGate(
    failing(12, (left) => new StoreError(left === 2 ? 'misconfigured' : 'outage', 'away')),
  )

  await gate.write(readings)

  expect(troubles.map(({ attempts }) => attempts)).toEqual([1, 2, 4, 8, 10, 11])
})

test('however many writes wait, one at a time asks', async () => {
  let asking = 0
  let most = 0
  const attempt = failing(6, () => new StoreError('outage', 'away'))
  const { gate } = openGate(async () => {
    most = gate.trouble() ? Math.max(most, ++asking) : most
    try {
      await attempt()
    } finally {
      asking = Math.max(0, asking - 1)
    }
  })

  await Promise.all([gate.write(readings), gate.write(readings), gate.write(readings)])

  expect(most).toBe(1)
})

test('a wrong setting is an alarm, asked about again every five seconds', async () => {
  const { gate, waits, troubles } = openGate(
    failing(2, () => new StoreError('misconfigured', 'unauthorised')),
  )

  await gate.write(readings)

  expect(waits).toEqual([5_000, 5_000])
  expect(troubles[0]).toMatchObject({ kind: 'misconfigured', detail: 'unauthorised' })
  expect(troubles[0]?.remedy).toMatch(/token/)
  expect(gate.trouble()).toBeUndefined()
})

test('an error that is no StoreError is tried again too: no reading is lost by it', async () => {
  const { gate, waits } = openGate(failing(1, () => new TypeError('fetch failed')))

  await gate.write(readings)

  expect(waits).toEqual([100])
})

test('a refusal is passed on, and is no trouble of the store', async () => {
  const { gate } = openGate(failing(1, () => new StoreError('refused', 'bad value')))

  await expect(gate.write(readings)).rejects.toMatchObject({ kind: 'refused' })
  expect(gate.trouble()).toBeUndefined()
})

test('a stop ends the waiting', async () => {
  const stop = new AbortController()
  const { gate } = openGate(async () => {
    stop.abort()
    throw new StoreError('outage', 'away')
  }, stop.signal)

  await expect(gate.write(readings)).rejects.toBeInstanceOf(Stopped)
})

function openGate(write: () => Promise<void>, signal = new AbortController().signal) {
  const waits: number[] = []
  const troubles: StoreTrouble[] = []
  const gate = createStoreGate({
    store: { write },
    signal,
    random: () => 1,
    async sleep(ms) {
      waits.push(ms)
    },
    onTrouble: (trouble) => troubles.push(trouble),
    onRecovered: () => undefined,
  })
  return { gate, waits, troubles }
}

/** Fails so many times, then succeeds. */
function failing(times: number, error: (left: number) => Error): () => Promise<void> {
  let left = times
  return async () => {
    left -= 1
    if (left >= 0) throw error(left)
  }
}
