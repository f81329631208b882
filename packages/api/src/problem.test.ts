import { SpoolError } from '@bypuls/ingest'
import { Problem } from '@bypuls/model'
import { RegistryError, RegistryUnavailableError } from '@bypuls/registry'
import { openMemoryStore, PartialAnswerError, StoreError } from '@bypuls/stores'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { OPERATOR, openTestApi, type TestApi } from './testing/open-test-api.js'
import { createTown } from './testing/town.js'

let api: TestApi
beforeEach(async () => {
  api = await openTestApi()
})
afterEach(() => api.close())

const POINT = '/api/v1/points/alpha-open.room-1.co2'

test('a bad query is one answer with every fault in it', async () => {
  const answer = await api.get(
    `${POINT}/windows?from=yesterday&window=PT7M&view=nice&timezone=Mars`,
  )

  expect(answer.status).toBe(400)
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  const problem = Problem.parse(await answer.json())
  expect(problem.errors?.map(({ path }) => path).sort()).toEqual([
    'from',
    'timezone',
    'view',
    'window',
  ])
  expect(problem.requestId).toBe(answer.headers.get('x-request-id'))
})

test.each([
  ['from is not before to', `${POINT}/windows?from=2026-11-02&to=2026-11-01`, 'from'],
  ['too many windows', `${POINT}/windows?from=1990-01-01&window=PT1M`, 'window'],
  ['a cursor of nobody', '/api/v1/points?cursor=%21', 'cursor'],
  ['a limit that is no number', '/api/v1/points?limit=many', 'limit'],
  ['a time that does not exist', `${POINT}/readings?from=2026-02-30`, 'from'],
])('%s is a 400 that names the parameter', async (_title, path, parameter) => {
  const answer = await api.get(path)

  expect(answer.status).toBe(400)
  const { errors = [] } = Problem.parse(await answer.json())
  expect(errors.map((error) => error.path)).toEqual([parameter])
})

test('a refused question says what to ask instead', async () => {
  const problem = await api.read(Problem, `${POINT}/windows?from=1990-01-01&window=PT1M`)

  expect(problem.detail).toContain('ask for longer windows, a shorter span or fewer points')
})

describe('bodies', () => {
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${api.url}/api/v1${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${OPERATOR}`,
        'content-type': 'application/json',
        ...headers,
      },
      body,
    })

  test('that are not JSON, too large or incomplete are problems too', async () => {
    const answers = [
      await post('/sites', '{'),
      await post('/sites', JSON.stringify({ title: 'x'.repeat(300_000) })),
      await post('/sites', '{}'),
    ]

    expect(answers.map(({ status }) => status)).toEqual([400, 413, 400])
    const problems = await Promise.all(
      answers.map(async (each) => Problem.parse(await each.json())),
    )
    expect(problems[2]?.errors?.map(({ path }) => path)).toEqual([
      'name',
      'title',
      'locality',
      'organisation',
      'latitude',
      'longitude',
    ])
  })

  test('are not read of somebody who may not send them', async () => {
    const answer = await post('/readings', '{', { authorization: 'Bearer alpha:write' })

    expect(answer.status).toBe(403)
  })

  test('are refused when another site’s page sends them', async () => {
    const foreign = await post('/organisations', '{"name":"x","title":"X"}', {
      origin: 'https://elsewhere.example',
    })
    const own = await post('/organisations', '{"name":"x","title":"X"}', { origin: api.url })

    expect([foreign.status, own.status]).toEqual([403, 201])
  })
})

test.each([
  [
    'a store that is away',
    new StoreError('outage', 'secret detail', { retryAfterMs: 12_300 }),
    503,
  ],
  ['a store with a wrong token', new StoreError('misconfigured', 'secret detail'), 503],
  ['a reading that the store refuses', new StoreError('refused', 'type conflict'), 422],
  [
    'a disk that is full',
    new SpoolError('full', { cause: 'The disk is full.', remedy: 'Free some.' }),
    503,
  ],
  ['a registry that is away', new RegistryUnavailableError('secret detail', 'Start it.'), 503],
  ['a name that is taken', new RegistryError('name', 'the name "a" is taken', 409), 409],
  ['a bug', new TypeError('secret detail'), 500],
])('%s becomes a problem that hides what it must', async (_title, error, status) => {
  const broken = await openTestApi({
    health: async () => {
      throw error
    },
  })

  const answer = await broken.get('/readyz')

  expect(answer.status).toBe(status)
  expect(await answer.text()).not.toContain('secret detail')
  await broken.close()
})

test('a store says when to come again', async () => {
  const away = new StoreError('outage', 'busy', { retryAfterMs: 12_300 })
  const broken = await openTestApi({
    health: async () => {
      throw away
    },
  })

  expect((await broken.get('/readyz')).headers.get('retry-after')).toBe('13')
  await broken.close()
})

test('figures that a store can give only in part are not given, in the store’s own words', async () => {
  const partial = new PartialAnswerError('1 of 2 storages is away')
  const broken = await openTestApi({
    store: {
      ...openMemoryStore(),
      // biome-ignore lint/correctness/useYield: it fails before it has anything
      async *windows() {
        throw partial
      },
      // biome-ignore lint/correctness/useYield: it fails before it has anything
      async *readings() {
        throw partial
      },
    },
  })

  const answers = await Promise.all([
    broken.get(`${POINT}/windows?from=2026-11-22&to=2026-11-23`),
    broken.get(`${POINT}/readings?from=2026-11-22&to=2026-11-23&format=csv`),
    broken.get('/api/v1/sites/alpha-open/summary'),
  ])

  for (const answer of answers) {
    expect(answer.status).toBe(503)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(Problem.parse(await answer.json())).toMatchObject({
      title: 'A part of the store is away',
      detail: expect.stringMatching(/^1 of 2 storages is away\./),
    })
  }
  await broken.close()
})

test('what cannot be registered now is a 503 that says so', async () => {
  const town = createTown()
  const away = await openTestApi({
    registry: {
      ...town,
      addOrganisation: () => Promise.reject(new RegistryUnavailableError('secret', 'Start it.')),
    },
  })

  const answer = await fetch(`${away.url}/api/v1/organisations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${OPERATOR}`, 'content-type': 'application/json' },
    body: '{"name":"x","title":"X"}',
  })

  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('5')
  expect(await answer.json()).toMatchObject({ title: 'The registry does not answer' })
  await away.close()
})
