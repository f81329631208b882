import type { Refusal } from '@bypuls/broker'
import { expect, test } from 'vitest'
import { createMessageLog, type LoggedMessage } from './message-log.js'
import type { Outcome } from './outcome.js'
import { outcomesOf } from './outcomes.js'
import { message, NOON } from './testing/town.js'

test('the last fifty messages of a device are kept, newest first', () => {
  const log = createMessageLog()

  for (let id = 1; id <= 60; id += 1) log.addAll(outcomesOf([outcome(id)]))

  const ids = log.list('odense', 'room-1').map((logged) => idOf(logged))
  expect(ids).toHaveLength(50)
  expect(ids.slice(0, 2)).toEqual(['60', '59'])
})

test('of a large batch the last of every device are kept, and a follower hears all of it', () => {
  const log = createMessageLog()
  const batch = Array.from({ length: 300 }, (_, at) => outcome(at + 1, `d${at % 2}`))

  log.addAll(outcomesOf(batch))
  const heard: string[] = []
  log.follow((logged) => heard.push(idOf(logged)))
  log.addAll(outcomesOf(batch))

  const ids = log.list('odense', 'd1').map(idOf)
  expect(ids).toHaveLength(50)
  expect(ids.slice(0, 2)).toEqual(['300', '298'])
  expect(heard).toHaveLength(300)
})

test('what the broker refused stands among the messages, in order of time', () => {
  const log = createMessageLog()

  log.addAll(outcomesOf([outcome(1)]))
  log.addRefusal({ ...refusal, at: NOON + 1_500 })
  log.addAll(outcomesOf([outcome(2)]))

  expect(log.list('odense', 'room-1').map((logged) => logged.kind)).toEqual([
    'message',
    'refused',
    'message',
  ])
})

test('a flood of refusals does not push the messages out', () => {
  const log = createMessageLog()
  log.addAll(outcomesOf([outcome(1)]))

  for (let at = 0; at < 1_000; at += 1) log.addRefusal({ ...refusal, at: NOON + at })

  const listed = log.list('odense', 'room-1')
  expect(listed.filter(({ kind }) => kind === 'message')).toHaveLength(1)
  expect(listed).toHaveLength(11)
})

test('many devices keep fewer messages each, and beyond a bound the one silent longest goes', () => {
  const log = createMessageLog()

  for (let id = 1; id <= 3; id += 1) {
    for (let device = 0; device < 15_000; device += 1)
      log.addAll(outcomesOf([outcome(id, `d${device}`)]))
  }
  expect(log.list('odense', 'd7').map(idOf)).toEqual(['3', '2'])

  log.addAll(outcomesOf([outcome(4, 'new')]))
  expect(log.list('odense', 'd0')).toEqual([])
  expect(log.list('odense', 'd1')).toHaveLength(2)
})

test('a follower hears every message and refusal until it stops', () => {
  const log = createMessageLog()
  const heard: string[] = []
  const stop = log.follow((logged) => heard.push(idOf(logged)))

  log.addAll(outcomesOf([outcome(1)]))
  log.addRefusal(refusal)
  stop()
  log.addAll(outcomesOf([outcome(2)]))

  expect(heard).toEqual(['1', 'r1'])
})

test('a large payload is cut, with its length told', () => {
  const log = createMessageLog()
  const large = { ...outcome(1), message: message('x'.repeat(5_000)) }

  log.addAll(outcomesOf([large]))

  const [logged] = log.list('odense', 'room-1')
  expect(logged).toMatchObject({ kind: 'message', bytes: 5_000 })
  expect(logged?.kind === 'message' && logged.outcome.message.payload.length).toBe(2_048)
})

test('the bytes of a payload are kept as they came, whatever becomes of the buffer they were in', () => {
  const log = createMessageLog()
  const buffer = Uint8Array.of(1, 0, 127, 128, 195, 255, 1)

  log.addAll(
    outcomesOf([{ ...outcome(1), message: { ...message(''), payload: buffer.subarray(1, 6) } }]),
  )
  buffer.fill(9)

  const [logged] = log.list('odense', 'room-1')
  expect(logged?.kind === 'message' && logged.outcome.message.payload).toEqual(
    Uint8Array.of(0, 127, 128, 195, 255),
  )
})

const refusal: Refusal = {
  at: NOON,
  organisation: 'odense',
  device: 'room-1',
  clientId: 'c',
  remoteAddress: '127.0.0.1',
  action: 'publish',
  topic: 'aalborg/room-1/up',
  reason: 'The topic belongs to another organisation.',
}

function outcome(id: number, device = 'room-1'): Outcome {
  return {
    id: String(id),
    message: { ...message('hello', NOON + id * 1_000), device },
    format: 'pairs',
    readings: [],
    rejected: [],
  }
}

function idOf(logged: LoggedMessage): string {
  return logged.id
}
