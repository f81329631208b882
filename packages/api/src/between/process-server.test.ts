import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApi } from '../testing/open-test-api.js'
import { NOON } from '../testing/town.js'
import { openWorker, SECRET, silent, type TestWorker } from '../testing/workers.js'
import { openProcessServer } from './process-server.js'

let worker: TestWorker
beforeAll(async () => {
  worker = await openWorker('ingest-1', { now: () => NOON })
})
afterAll(() => worker.close())

const get = (path: string, authorization?: string) =>
  fetch(`${worker.record.url}${path}`, {
    headers: authorization === undefined ? {} : { authorization },
  })

const INTERNAL = [
  '/internal/figures',
  '/internal/messages?organisation=alpha&device=box',
  '/internal/messages/follow?organisation=alpha&device=box',
  '/internal/dead-letters?limit=1',
  '/internal/verdicts/1',
  '/internal/nothing',
]

test.each(INTERNAL)('%s answers nobody without the secret', async (path) => {
  for (const wrong of [undefined, 'Bearer ', 'Bearer wrong', `Basic ${SECRET}`, SECRET]) {
    const answer = await get(path, wrong)

    expect(answer.status).toBe(401)
    expect(await answer.text()).not.toContain(SECRET)
  }
})

test('no secret at all opens nothing', async () => {
  const open = await openProcessServer({ ...options(), secret: '', ingest: worker.ingest })

  const answer = await fetch(`${open.url}/internal/figures`, {
    headers: { authorization: 'Bearer ' },
  })

  expect(answer.status).toBe(401)
  await open.close()
})

test('a message larger than a device may send is refused before it is read', async () => {
  const query = new URLSearchParams({ organisation: 'alpha', device: 'box', topic: 'alpha/box/up' })
  const answer = await fetch(`${worker.record.url}/internal/messages?${query}&receivedAt=1`, {
    method: 'POST',
    headers: { authorization: `Bearer ${SECRET}` },
    body: Buffer.alloc(257 * 1024),
  })

  expect(answer.status).toBe(413)
})

test('a process says how it does and what it counts, in the API’s words', async () => {
  expect(await (await get('/healthz')).json()).toEqual({ status: 'alive' })
  expect(await (await get('/readyz')).json()).toEqual({
    status: 'ready',
    parts: [{ name: 'spool', ok: true }],
  })
  const metrics = await (await get('/metrics')).text()
  expect(metrics).toContain('bypuls_messages_total{result="stored"} 0')
  expect(metrics).toContain('bypuls_spool_oldest_seconds 0')
  expect(metrics).not.toContain('bypuls_live_sockets')
})

test('a process without an ingest counts no messages and has nothing to ask', async () => {
  const bare = await openProcessServer({ ...options(), secret: SECRET, ingest: null })

  const metrics = await (await fetch(`${bare.url}/metrics`)).text()
  const asked = await fetch(`${bare.url}/internal/figures`, {
    headers: { authorization: `Bearer ${SECRET}` },
  })

  expect(metrics).toContain('process_cpu_seconds_total')
  expect(metrics).not.toContain('bypuls_messages_total')
  expect(asked.status).toBe(404)
  await bare.close()
})

test('an API with an ingest beside it answers the other processes, too', async () => {
  const api = await openTestApi({ internal: { ingest: worker.ingest, secret: SECRET } })

  const alone = await fetch(`${api.url}/internal/figures`)
  const asked = await api.get('/internal/figures', SECRET)

  expect(alone.status).toBe(401)
  expect(await asked.json()).toMatchObject({ messages: { stored: 0 }, rejected: [] })
  await api.close()
})

test('an API that asks shows the workers’ figures under their names', async () => {
  const figures = { ...worker.ingest.metrics(), worker: 'ingest-1' }
  const asking = await openTestApi({
    ingest: { ...worker.ingest, metrics: async () => [figures] },
  })

  const metrics = await (await asking.get('/metrics')).text()

  expect(metrics).toContain('bypuls_messages_total{worker="ingest-1",result="stored"} 0')
  expect(metrics).toContain('bypuls_spool_oldest_seconds{worker="ingest-1"} 0')
  expect(metrics).toContain('bypuls_spool_held_back_organisations{worker="ingest-1"} 0')
  await asking.close()
})

function options() {
  return {
    host: '127.0.0.1',
    port: 0,
    connections: () => 0,
    health: async () => [],
    logger: silent,
    now: () => NOON,
  }
}
