import type { Reading } from '@bypuls/model'
import { openMemoryStore } from '@bypuls/stores'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { NOON } from '../testing/town.js'
import { silent } from '../testing/workers.js'
import { type NodeLatest, openLatest } from './open-latest.js'
import { createTellNewest } from './tell-newest.js'

const CO2 = 'alpha-open.room-1.co2'
const reading = (minutesAgo: number, value: number, point = CO2): Reading => ({
  point,
  observedAt: NOON - minutesAgo * 60_000,
  value,
  flag: value > 5_000 ? 'suspect' : 'good',
})

let importing: NodeLatest
let other: NodeLatest
let topics: string[]
let tell: ReturnType<typeof createTellNewest>

beforeEach(async () => {
  const listeners = new Set<(topic: string, payload: Uint8Array) => void>()
  const open = () =>
    openLatest({
      store: openMemoryStore(),
      subscribe(pattern, listener) {
        if (pattern === 'bypuls/live/+') listeners.add(listener)
        return () => listeners.delete(listener)
      },
      logger: silent,
      now: () => NOON,
    })
  importing = open()
  other = open()
  await Promise.all([importing.filled, other.filled])
  topics = []
  tell = createTellNewest({
    latest: importing.latest,
    now: () => NOON,
    publish(topic, payload) {
      topics.push(topic)
      for (const listener of listeners) listener(topic, Buffer.from(payload))
    },
  })
})
afterEach(() => {
  importing.close()
  other.close()
})

test('what one node imports every node knows: the newest of each point, whatever the order', () => {
  tell([reading(3, 430), reading(1, 410), reading(2, 420), reading(5, 99_999, 'beta-open.a.co2')])

  for (const { latest } of [importing, other]) {
    expect(latest.get(CO2)).toEqual({
      observedAt: NOON - 60_000,
      receivedAt: NOON,
      value: 410,
      flag: 'good',
      rule: null,
    })
    expect(latest.get('beta-open.a.co2')).toMatchObject({ value: 99_999, flag: 'suspect' })
  }
  expect(topics).toEqual(['bypuls/live/alpha-open', 'bypuls/live/beta-open'])
})

test('an import of the past puts nobody back, and says nothing', () => {
  tell([reading(1, 410)])
  topics = []

  tell([reading(60, 900)])

  for (const { latest } of [importing, other]) expect(latest.get(CO2)).toMatchObject({ value: 410 })
  expect(topics).toEqual([])
})

test('a node that knows something newer than the importing one keeps it', () => {
  other.latest.update(reading(0, 400), NOON)

  tell([reading(1, 410)])

  expect(other.latest.get(CO2)).toMatchObject({ value: 400 })
})

test('others hear of it although the importing node has read it from the store already', () => {
  importing.latest.update(reading(1, 410), null)

  tell([reading(1, 410)])

  expect(other.latest.get(CO2)).toMatchObject({ value: 410 })
})

test('very many points are told in frames that the broker takes', () => {
  const many = Array.from({ length: 10_001 }, (_, n) => reading(1, 400, `alpha-open.room-${n}.co2`))

  tell(many)

  expect(topics).toHaveLength(2)
  expect(other.latest.get('alpha-open.room-10000.co2')).toMatchObject({ value: 400 })
})
