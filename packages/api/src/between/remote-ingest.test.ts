import { Writable } from 'node:stream'
import type { LoggedMessage } from '@bypuls/ingest'
import type { RawMessage } from '@bypuls/model'
import { openMemoryStore, StoreError } from '@bypuls/stores'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { NOON } from '../testing/town.js'
import { openWorker, SECRET, silent, type TestWorker } from '../testing/workers.js'
import { createRemoteIngest, type RemoteIngest } from './remote-ingest.js'

let one: TestWorker
let two: TestWorker
let living: TestWorker[]
let remote: RemoteIngest

beforeEach(async () => {
  one = await openWorker('ingest-1', { now: () => NOON })
  two = await openWorker('ingest-2', { now: () => NOON })
  living = [one, two]
  remote = open()
})
afterEach(async () => {
  remote.close()
  await Promise.all([one.close(), two.close()])
})

function open(secret = SECRET): RemoteIngest {
  return createRemoteIngest({
    processes: () => living.map(({ record }) => record),
    secret,
    logger: silent,
    now: () => NOON,
  })
}

/** A number that alpha's box sent so many seconds after noon. */
function message(text: string, second = 0): RawMessage {
  return {
    organisation: 'alpha',
    device: 'box',
    topic: 'alpha/box/up',
    payload: Buffer.from(text),
    receivedAt: NOON - 60_000 + second * 1_000,
  }
}

async function workersOf(count: number): Promise<string[]> {
  const names: string[] = []
  for (let index = 0; index < count; index += 1) {
    const { id } = await remote.accept(message('400', index))
    names.push(id.slice(0, id.indexOf(':')))
  }
  return names.sort()
}

const letters = (limit: number, cursor?: string) =>
  remote.deadLetters.list({ limit, ...(cursor === undefined ? {} : { cursor }) })

const problemOf = async (work: Promise<unknown>) => {
  const error: unknown = await work.catch((thrown: unknown) => thrown)
  return error instanceof Error && 'problem' in error ? error.problem : error
}

test('messages are shared among the workers, and each is on its worker’s disk', async () => {
  expect(await workersOf(4)).toEqual(['ingest-1', 'ingest-1', 'ingest-2', 'ingest-2'])
  expect(one.ingest.metrics().acknowledged).toBe(2)
  expect(two.ingest.metrics().acknowledged).toBe(2)
})

test('another worker takes it when one cannot be reached', async () => {
  await one.stop()

  expect(await workersOf(3)).toEqual(['ingest-2', 'ingest-2', 'ingest-2'])
  await one.start()
})

test('the verdict comes from the worker that the id names', async () => {
  const { id } = await remote.accept(message('412'))

  const outcome = await remote.verdict(id)

  expect(outcome).toMatchObject({
    id,
    format: 'plain',
    readings: [{ point: 'alpha-open.room-1.co2', observedAt: NOON - 60_000, value: 412 }],
    rejected: [],
  })
})

test('whoever waits for a verdict that nobody remembers is told that the message is on disk', async () => {
  const problem = await problemOf(remote.verdict('ingest-1:77'))

  expect(problem).toMatchObject({
    status: 503,
    detail: 'Message ingest-1:77 is on disk; its device’s messages will show what became of it.',
  })
})

test('without a worker the answer names the remedy', async () => {
  living = []

  expect(await problemOf(remote.accept(message('400')))).toMatchObject({
    status: 503,
    title: 'No ingest worker is there',
    detail: expect.stringContaining('bypuls start --roles ingest'),
    headers: { 'Retry-After': '5' },
  })
})

test('where none can be reached the answer names each and why', async () => {
  living = [one]
  await one.stop()

  const taken = await problemOf(remote.accept(message('400')))
  const listed = await problemOf(Promise.resolve(remote.messages.list('alpha', 'box')))

  expect(taken).toMatchObject({ status: 503, title: 'No ingest worker answers' })
  expect(taken).toMatchObject({ detail: expect.stringMatching(/^ingest-1: connect ECONNREFUSED/) })
  expect(listed).toMatchObject({ status: 503, title: 'No ingest worker answers' })
  await one.start()
})

test('another secret is refused, and the answer says which setting to look at', async () => {
  const stranger = open('another secret')

  const problem = await problemOf(stranger.accept(message('400')))

  expect(problem).toMatchObject({
    status: 503,
    detail: expect.stringContaining('BYPULS_SECRET: give every process the same one'),
  })
  expect(one.ingest.metrics().acknowledged + two.ingest.metrics().acknowledged).toBe(0)
  stranger.close()
})

test('no log tells the secret, right or wrong', async () => {
  let log = ''
  const into = new Writable({
    write(line, _encoding, done) {
      log += line
      done()
    },
  })
  const logger = pino({ level: 'trace' }, into)
  const three = await openWorker('ingest-3', { now: () => NOON, logger })
  const ask = async (secret: string) => {
    const asking = createRemoteIngest({
      processes: () => [three.record],
      secret,
      logger,
      now: () => NOON,
    })
    await problemOf(asking.accept(message('400')))
    await problemOf(Promise.resolve(asking.messages.list('alpha', 'box')))
    asking.close()
  }

  await ask(SECRET)
  await ask('another-secret')
  await three.stop()
  await ask(SECRET)

  expect(log).toContain('/internal/messages')
  expect(log).toContain('An ingest worker does not answer')
  expect(log).not.toMatch(new RegExp(`${SECRET}|another-secret`))
  await three.start()
  await three.close()
})

test('a device’s messages are one list, newest first, and each says whose it is', async () => {
  for (const second of [1, 2, 3, 4]) await remote.accept(message('400', second))

  const found = await remote.messages.list('alpha', 'box')

  expect(found).toMatchObject({ missing: [] })
  const items = 'items' in found ? found.items : []
  expect(items.map(timeOf)).toEqual([4, 3, 2, 1])
  expect(items.map(({ id }) => id.slice(0, 9))).toEqual(
    ['ingest-1', 'ingest-2', 'ingest-1', 'ingest-2'].map((name) => `${name}:`),
  )
})

test('a list without a worker’s part says whose part is missing', async () => {
  await workersOf(2)
  await two.stop()

  const log = await remote.messages.list('alpha', 'box')
  const page = await letters(10)

  expect(log).toMatchObject({ items: [{}], missing: ['ingest-2'] })
  expect(page).toMatchObject({ missing: ['ingest-2'] })
  await two.start()
})

test('a worker that is no longer among the living is missed, too', async () => {
  await workersOf(2)
  living = [one]

  expect(await remote.messages.list('alpha', 'box')).toMatchObject({ missing: ['ingest-2'] })
})

test('dead letters of all workers come once each, newest first, over any pages', async () => {
  const seconds = Array.from({ length: 11 }, (_, index) => index)
  for (const second of seconds) await remote.accept(message('no number', second))
  await vi.waitFor(async () => expect((await letters(100)).items).toHaveLength(11))

  const seen: number[] = []
  let cursor: string | undefined
  do {
    const page = await letters(3, cursor)
    seen.push(...page.items.map(({ receivedAt }) => (receivedAt - NOON + 60_000) / 1_000))
    cursor = page.next ?? undefined
  } while (cursor !== undefined)

  expect(seen).toEqual(seconds.toReversed())
})

test('the pages of dead letters end where a worker is away', async () => {
  for (const second of [1, 2, 3, 4, 5, 6]) await remote.accept(message('no number', second))
  await vi.waitFor(async () => expect((await letters(100)).items).toHaveLength(6))
  const first = await letters(2)
  await two.stop()

  const second = await letters(2, first.next ?? '')

  expect(second.items).toHaveLength(2)
  expect(second).toMatchObject({ next: null, missing: ['ingest-2'] })
  await two.start()
})

test('who follows a device hears each message once, over the end and the return of a worker', async () => {
  const heard: LoggedMessage[] = []
  await remote.accept(message('400', 1))
  const before = await remote.messages.list('alpha', 'box')
  const known = new Set(('items' in before ? before.items : []).map(({ id }) => id))
  const of = { organisation: 'alpha', device: 'box', known }
  const stop = remote.messages.follow((logged) => heard.push(logged), of)

  await remote.accept(message('401', 2))
  await remote.accept(message('402', 3))
  await vi.waitFor(() => expect(heard).toHaveLength(2))
  await two.stop()
  await two.ingest.accept(message('403', 4))
  await two.start()
  await vi.waitFor(() => expect(heard).toHaveLength(3), { timeout: 5_000 })
  await two.ingest.accept(message('404', 5))
  await vi.waitFor(() => expect(heard).toHaveLength(4), { timeout: 5_000 })
  stop()

  expect(heard.map(timeOf)).toEqual([2, 3, 4, 5])
})

test('the workers’ figures carry their names', async () => {
  await workersOf(2)
  await two.stop()

  const figures = await remote.metrics()

  expect(figures).toMatchObject([{ worker: 'ingest-1', messages: { refused: 0 } }])
  await two.start()
})

test('a verdict is waited for as long as the store is away', async () => {
  const memory = openMemoryStore()
  let away = true
  const slow = await openWorker('ingest-3', {
    now: () => NOON,
    store: {
      ...memory,
      write: (readings) =>
        away ? Promise.reject(new StoreError('outage', 'away')) : memory.write(readings),
    },
  })
  living = [slow]
  const { id } = await remote.accept(message('400'))
  const verdict = remote.verdict(id)

  away = false

  expect(await verdict).toMatchObject({ readings: [{ value: 400 }] })
  await slow.close()
})

function timeOf(logged: LoggedMessage): number {
  const at = logged.kind === 'message' ? logged.outcome.message.receivedAt : logged.refusal.at
  return (at - NOON + 60_000) / 1_000
}
