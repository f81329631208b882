import { DeadLetterList, DeviceMessageList } from '@bypuls/model'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { openTestApi, type TestApi } from '../testing/open-test-api.js'
import { NOON } from '../testing/town.js'
import { openWorker, SECRET, silent, type TestWorker } from '../testing/workers.js'
import { openLatest } from './open-latest.js'
import { createRemoteIngest } from './remote-ingest.js'

const DEVICE = 'alpha-password'
const POINT = 'alpha-open.room-1.co2'
const Id = z.object({ id: z.string() })

let workers: TestWorker[]
let nodes: (TestApi & { readonly end: () => Promise<void> })[]
let now = NOON - 60_000
const tick = () => {
  now += 1_000
  return now
}

beforeAll(async () => {
  workers = await Promise.all(
    ['ingest-1', 'ingest-2'].map((name) => openWorker(name, { now: tick })),
  )
  nodes = await Promise.all([openNode(), openNode()])
})
afterAll(async () => {
  await Promise.all(nodes.map(({ end }) => end()))
  await Promise.all(workers.map((worker) => worker.close()))
})

/** An API that has no ingest of its own. */
async function openNode() {
  const remote = createRemoteIngest({
    processes: () => workers.map(({ record }) => record),
    secret: SECRET,
    logger: silent,
    now: tick,
  })
  const table = openLatest({
    store: { async *latest() {} },
    subscribe: () => () => undefined,
    logger: silent,
    now: tick,
  })
  const api = await openTestApi({ ingest: { ...remote, latest: table.latest }, now: tick })
  const end = async () => {
    await api.close()
    table.close()
    remote.close()
  }
  return { ...api, end }
}

/** One node after the other, as a balancer would. */
let turn = 0
function node() {
  turn += 1
  const api = nodes[turn % 2]
  if (api === undefined) throw new Error('no node')
  return api
}

const send = (body: string, query = '') =>
  fetch(`${node().url}/api/v1/ingest/alpha/box${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${DEVICE}` },
    body,
  })

const MESSAGES = '/api/v1/devices/alpha/box/messages'

test('what either node takes either node shows, each message once', async () => {
  const ids: string[] = []
  for (const value of ['401', '402', '403', '404']) {
    const answer = await send(value)
    expect(answer.status).toBe(202)
    ids.push(Id.parse(await answer.json()).id)
  }

  for (const _ of nodes) {
    const { items } = await node().read(DeviceMessageList, MESSAGES, DEVICE)
    expect(items.map(({ id }) => id)).toEqual(ids.toReversed())
    expect(items.map(({ payload }) => payload)).toEqual(['404', '403', '402', '401'])
  }
})

test('with `wait=true` the answer says what became of it, whichever worker took it', async () => {
  for (const value of ['411', '412']) {
    const answer = await send(value, '?wait=true')

    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({
      readings: [{ point: POINT, value: Number(value) }],
      rejected: [],
    })
  }
  expect((await send('warm', '?wait=true')).status).toBe(422)
})

test('pages of dead letters go on from either node', async () => {
  for (const text of ['a', 'b', 'c', 'd', 'e']) await send(text, '?wait=true')
  const letters = (query: string) =>
    node().read(DeadLetterList, `/api/v1/dead-letters?${query}`, 'alpha:read')

  const seen: string[] = []
  let cursor = ''
  do {
    const { items, next } = await letters(`limit=2${cursor}`)
    seen.push(...items.map(({ bytes }) => Buffer.from(bytes, 'base64').toString()))
    cursor = next === null ? '' : `&cursor=${next}`
  } while (cursor !== '')

  expect(seen).toEqual(['e', 'd', 'c', 'b', 'a', 'warm'])
})

test('a cursor that is none is told', async () => {
  const answer = await node().get('/api/v1/dead-letters?cursor=77-0', 'alpha:read')

  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ errors: [{ path: 'cursor' }] })
})

test('who follows a device at one node hears what the other takes', async () => {
  const answer = await node().get(`${MESSAGES}?follow=true&limit=1`, DEVICE)
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  let heard = ''
  const read = async () => {
    for (;;) {
      const piece = await reader?.read()
      if (piece === undefined || piece.done) return
      heard += piece.value
    }
  }
  const done = read()
  await vi.waitFor(() => expect(heard).toContain('event: message'))

  await send('421')
  await send('422')

  await vi.waitFor(() => {
    for (const value of ['421', '422']) expect(heard.split(`"payload":"${value}"`)).toHaveLength(2)
  })
  await reader?.cancel()
  await done.catch(() => undefined)
})

test('what a worker has that is away is said to be missing', async () => {
  const [, two] = workers
  await two?.stop()

  const messages = await (await node().get(MESSAGES, DEVICE)).json()
  const letters = await (await node().get('/api/v1/dead-letters', 'alpha:read')).json()

  expect(messages).toMatchObject({ missing: ['ingest-2'] })
  expect(letters).toMatchObject({ missing: ['ingest-2'] })
  await two?.start()
})
