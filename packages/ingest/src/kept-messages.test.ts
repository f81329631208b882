import type { Reading } from '@bypuls/model'
import { expect, test } from 'vitest'
import {
  createKeptMessages,
  type KeptMessages,
  keepInstead,
  keep as keepOne,
  keptMessages,
} from './kept-messages.js'
import type { Outcome } from './outcome.js'
import { outcomesOf } from './outcomes.js'
import { CO2, message, NOON, TEMPERATURE } from './testing/town.js'

const ROOM_1 = { organisation: 'odense', device: 'room-1' }

test('what became of a message is kept to the last bit: its readings, flags and rejected parts', () => {
  const kept = createKeptMessages()
  const whole = outcome(7, {
    format: null,
    readings: [reading(CO2, 0.1 + 0.2), { ...reading(TEMPERATURE, -0), flag: 'suspect' }],
    rejected: [{ reason: 'unknown-field', detail: 'No link for æøå.', path: 'æøå' }],
  })

  keep(kept, outcome(6), 10)
  keep(kept, whole, 10)

  const [first, second] = keptMessages(kept, ROOM_1).map((one) => one.outcome)
  expect(first).toEqual(plain(outcome(6)))
  expect(second).toEqual(plain(whole))
})

test('the oldest go, and thousands of messages later the newest are whole', () => {
  const kept = createKeptMessages()

  for (let id = 1; id <= 5_000; id += 1) {
    const payload = new TextEncoder().encode('x'.repeat(id % 300))
    const readings = Array.from({ length: id % 7 }, (_, at) => reading(CO2, id + at))
    keep(kept, outcome(id, { readings, message: { ...message('', NOON + id), payload } }), 3)
  }

  const last = keptMessages(kept, ROOM_1)
  expect(last.map(({ outcome: { id } }) => id)).toEqual(['4998', '4999', '5000'])
  expect(last.map(({ bytes }) => bytes)).toEqual([198, 199, 200])
  expect(last[0]?.outcome.readings).toEqual([])
  expect(last[1]?.outcome.readings).toEqual([reading(CO2, 4_999)])
  expect(last[2]?.outcome.message.payload).toHaveLength(200)
})

test('a device that never says the same name twice is kept right, without all its names', () => {
  const kept = createKeptMessages()

  for (let id = 1; id <= 4_000; id += 1) {
    keep(kept, outcome(id, { readings: [reading(`skole.gang.m${id}`, id)] }), 2)
  }

  expect(keptMessages(kept, ROOM_1).map(({ outcome: { readings } }) => readings)).toEqual([
    [reading('skole.gang.m3999', 3_999)],
    [reading('skole.gang.m4000', 4_000)],
  ])
  expect(kept.texts.texts.length).toBeLessThan(1_100)
})

test('what the store refused afterwards stands in the message’s own place', () => {
  const kept = createKeptMessages()
  for (const id of [1, 2, 3]) keep(kept, outcome(id, { readings: [reading(CO2, id)] }), 10)

  keepInstead(kept, outcome(2, { rejected: [{ reason: 'store-refused', detail: 'no' }] }))
  keepInstead(kept, outcome(9))

  const found = keptMessages(kept, ROOM_1).map((one) => one.outcome)
  expect(found.map(({ id, readings }) => [id, readings.length])).toEqual([
    ['1', 1],
    ['2', 0],
    ['3', 1],
  ])
  expect(found[1]?.rejected).toEqual([{ reason: 'store-refused', detail: 'no' }])
})

function outcome(id: number, more: Partial<Outcome> = {}): Outcome {
  const rest = { format: 'pairs', readings: [], rejected: [], ...more }
  return { id: String(id), message: message('hello', NOON + id), ...rest }
}

function reading(point: string, value: number): Reading {
  return { point, observedAt: NOON, value, flag: 'good' }
}

function keep(kept: KeptMessages, outcome: Outcome, room: number): void {
  keepOne(kept, outcomesOf([outcome]), 0, room)
}

/** Its payload in bytes of its own, as it is kept. */
function plain({ message: { payload, ...rest }, ...one }: Outcome) {
  return { ...one, message: { ...rest, payload: Uint8Array.from(payload) } }
}
