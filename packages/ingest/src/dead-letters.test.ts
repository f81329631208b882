import type { Rejection } from '@bypuls/model'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type DeadLetters, openDeadLetters } from './dead-letters.js'
import type { Outcome } from './outcome.js'
import { outcomesOf } from './outcomes.js'
import { message, NOON, newFolder } from './testing/town.js'

const DAY_MS = 86_400_000

let folder: ReturnType<typeof newFolder>
let letters: DeadLetters
let now = NOON

beforeEach(async () => {
  folder = newFolder()
  now = NOON
  letters = await open()
})
afterEach(async () => {
  await letters.close()
  folder.remove()
})

test('a rejected part is kept with its message and reason, one letter per part', async () => {
  await letters.add(
    outcomesOf([
      rejectedAs(4, [
        { reason: 'unknown-field', detail: 'x is linked to no point.', path: 'x' },
        { reason: 'future', detail: 'too late' },
      ]),
    ]),
  )

  const { items, next } = letters.list({ limit: 10 })

  expect(next).toBeNull()
  expect(items.map(({ id, reason, path }) => [id, reason, path])).toEqual([
    ['4-1', 'future', null],
    ['4-0', 'unknown-field', 'x'],
  ])
  expect(items[0]).toMatchObject({
    receivedAt: NOON,
    topic: 'odense/room-1/up',
    organisation: 'odense',
    device: 'room-1',
    detail: 'too late',
  })
  expect(Buffer.from(items[0]?.bytes ?? []).toString()).toBe('hello')
})

test('adding a letter again changes nothing', async () => {
  await letters.add(outcomesOf([malformed(1)]))
  const bytes = letters.bytes()

  await letters.add(outcomesOf([malformed(1)]))

  expect(letters.list({ limit: 10 }).items).toHaveLength(1)
  expect(letters.bytes()).toBe(bytes)
})

test('a list goes page by page, newest first, of one organisation, device and reason', async () => {
  await letters.add(
    outcomesOf([
      malformed(1),
      malformed(2, { organisation: 'aalborg' }),
      malformed(3, { device: 'room-2' }),
      malformed(4),
      malformed(10),
    ]),
  )
  const query = { organisation: 'odense', device: 'room-1', limit: 2 } as const

  const first = letters.list(query)
  const second = letters.list({ ...query, cursor: first.next ?? '' })

  expect(first.items.map(({ id }) => id)).toEqual(['10-0', '4-0'])
  expect(second.items.map(({ id }) => id)).toEqual(['1-0'])
  expect(letters.list({ limit: 10 }).items).toHaveLength(5)
  expect(letters.list({ reason: 'future', limit: 10 }).items).toEqual([])
})

test("a cursor of somebody else's making is an empty page at worst", () => {
  expect(letters.list({ cursor: 'x', limit: 10 }).items).toEqual([])
})

test('letters go after thirty days', async () => {
  await letters.add(outcomesOf([malformed(1)]))
  now = NOON + 31 * DAY_MS

  expect(letters.list({ limit: 10 }).items).toEqual([])
  await letters.add(outcomesOf([malformed(2, { receivedAt: now })]))
  await letters.close()
  letters = await open()

  expect(letters.list({ limit: 10 }).items.map(({ id }) => id)).toEqual(['2-0'])
  expect(letters.bytes()).toBeLessThan(300)
})

test('above the limit the oldest give way', async () => {
  await letters.close()
  letters = await open(1_000)

  for (let position = 1; position <= 20; position += 1)
    await letters.add(outcomesOf([malformed(position)]))

  const ids = letters.list({ limit: 100 }).items.map(({ id }) => id)
  expect(ids[0]).toBe('20-0')
  expect(ids.length).toBeLessThan(6)
  expect(letters.bytes()).toBeLessThan(1_300)
})

function open(maxBytes?: number): Promise<DeadLetters> {
  return openDeadLetters({
    directory: folder.path,
    now: () => now,
    ...(maxBytes === undefined ? {} : { maxBytes }),
  })
}

function rejectedAs(position: number, rejected: readonly Rejection[]): Outcome {
  return {
    id: String(position),
    message: message('hello'),
    format: 'pairs',
    readings: [],
    rejected,
  }
}

function malformed(position: number, more: Partial<Outcome['message']> = {}): Outcome {
  const outcome = rejectedAs(position, [{ reason: 'malformed', detail: 'not a list: hello' }])
  return { ...outcome, message: { ...outcome.message, ...more } }
}
