import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LatestList, PointList, Problem, Site, SiteList } from '@bypuls/model'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { OPERATOR, openTestApi, type TestApi } from './testing/open-test-api.js'
import { NOON } from './testing/town.js'

let api: TestApi
beforeEach(async () => {
  api = await openTestApi()
})
afterEach(() => api.close())

describe('health', () => {
  test('says that it is alive, and which part is down', async () => {
    const down = await openTestApi({
      health: async () => [{ name: 'store', ok: false, detail: 'no disk', remedy: 'free some' }],
    })

    const [alive, ready, notReady] = await Promise.all([
      api.get('/healthz'),
      api.get('/readyz'),
      down.get('/readyz'),
    ])

    expect([alive.status, ready.status, notReady.status]).toEqual([200, 200, 503])
    expect(await notReady.json()).toMatchObject({ parts: [{ name: 'store', detail: 'no disk' }] })
    await down.close()
  })
})

test('Prometheus reads the figures by their names', async () => {
  const text = await (await api.get('/metrics')).text()

  expect(text).toContain('bypuls_messages_total{result="stored"} 0')
  expect(text).toContain('bypuls_rejected_total{reason="malformed"} 3')
  expect(text).toContain('bypuls_readings_stored_total 0')
  expect(text).toContain('bypuls_spool_bytes 4096')
  expect(text).toContain('bypuls_spool_oldest_seconds 0')
  expect(text).toContain('bypuls_spool_held_back_organisations 2')
})

describe('sites and latest', () => {
  test('show the public sites to anyone', async () => {
    const { items, next } = await api.read(SiteList, '/api/v1/sites')

    expect(items.map((site) => site.id)).toEqual(['alpha-open', 'beta-open'])
    expect(next).toBeNull()
  })

  test('show an organisation its own too', async () => {
    const { items } = await api.read(SiteList, '/api/v1/sites', 'alpha:read')

    expect(items.map((site) => site.id)).toEqual(['alpha-open', 'alpha-own', 'beta-open'])
  })

  test('tell since when there are readings, of an import at once', async () => {
    const oldestAt = async () => (await api.read(Site, '/api/v1/sites/alpha-open')).oldestAt
    const before = await oldestAt()
    const imported = await fetch(`${api.url}/api/v1/readings`, {
      method: 'POST',
      headers: { authorization: `Bearer ${OPERATOR}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        readings: [
          { point: 'alpha-open.room-1.co2', observedAt: Date.UTC(2025, 0, 1), value: 500 },
          { point: 'alpha-open.room-1.co2', observedAt: Date.UTC(2025, 0, 2), value: -50 },
        ],
      }),
    })

    expect(before).toBeNull()
    expect(await imported.json()).toEqual({ stored: 2, suspect: 1 })
    expect(await oldestAt()).toBe('2025-01-01T01:00:00+01:00')
  })

  test('give the newest value with its age, state and quality', async () => {
    api.values.set('alpha-open.room-1.co2', {
      observedAt: NOON - 30_000,
      receivedAt: NOON - 29_000,
      value: 640,
      flag: 'good',
      rule: null,
    })

    const { items } = await api.read(LatestList, '/api/v1/latest?site=alpha-open')

    expect(items).toEqual([
      {
        point: 'alpha-open.room-1.co2',
        observedAt: '2026-11-23T11:59:30+01:00',
        receivedAt: '2026-11-23T11:59:31+01:00',
        value: 640,
        unit: '[ppm]',
        quality: 'good',
        rule: null,
        state: 'live',
      },
      {
        point: 'alpha-open.room-1.indoor-temperature',
        observedAt: null,
        receivedAt: null,
        value: null,
        unit: 'Cel',
        quality: 'missing',
        rule: null,
        state: 'offline',
      },
    ])
  })

  test('answer 404 for a private site as for an unknown one', async () => {
    const foreign = await api.get('/api/v1/latest?site=beta-own', 'alpha:read')
    const unknown = await api.get('/api/v1/latest?site=nowhere', 'alpha:read')

    expect([foreign.status, unknown.status]).toEqual([404, 404])
    const bodies = [Problem.parse(await foreign.json()), Problem.parse(await unknown.json())]
    expect(bodies.map((body) => body.detail)).toEqual([
      'There is nothing here.',
      'There is nothing here.',
    ])
  })
})

test('lists come in pages that leave nothing out and hold nothing twice', async () => {
  const all = await api.read(PointList, '/api/v1/points', OPERATOR)
  const ids: string[] = []
  let next: string | null = ''
  while (next !== null) {
    const path: string = `/api/v1/points?limit=3${next === '' ? '' : `&cursor=${next}`}`
    const page: PointList = await api.read(PointList, path, OPERATOR)
    ids.push(...page.items.map(({ id }) => id))
    next = page.next
  }

  expect(ids).toHaveLength(8)
  expect(ids).toEqual(all.items.map(({ id }) => id))
})

test('points are found by words in their names, in Danish and English', async () => {
  const found = async (query: string) =>
    (await api.read(PointList, `/api/v1/points?${query}`)).items.map(({ id }) => id)

  expect(await found('q=temperatur+alpha')).toEqual(['alpha-open.room-1.indoor-temperature'])
  expect(await found('metric=co2&organisation=beta')).toEqual(['beta-open.room-1.co2'])
  expect(await found('q=nowhere')).toEqual([])
})

test('a body that has not changed is not sent again', async () => {
  const first = await api.get('/api/v1/metrics')
  const etag = first.headers.get('etag') ?? ''

  // As a browser asks again; `fetch` alone would say `no-cache`.
  const headers = { 'if-none-match': etag, 'cache-control': 'max-age=0' }
  const again = await fetch(`${api.url}/api/v1/metrics`, { headers })

  expect(etag).not.toBe('')
  expect(again.status).toBe(304)
})

test('serves the page for page paths, hashed files for ever, and problems below /api', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'bypuls-page-'))
  await writeFile(join(directory, 'index.html'), '<title>page</title>')
  await writeFile(join(directory, 'index-B7xk29Qa.js'), 'export {}')
  const withPage = await openTestApi({ dashboardDirectory: directory })

  const [page, file, missing, unknown] = await Promise.all([
    withPage.get('/sites/alpha-open?tab=energy'),
    withPage.get('/index-B7xk29Qa.js'),
    withPage.get('/missing.js'),
    withPage.get('/api/v1/nothing'),
  ])

  expect(await page.text()).toBe('<title>page</title>')
  expect(page.headers.get('cache-control')).toBe('no-cache')
  expect(page.headers.get('content-security-policy')).not.toContain('unsafe-inline')
  expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect([missing.status, unknown.status]).toEqual([404, 404])
  expect(unknown.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  await withPage.close()
  await rm(directory, { recursive: true })
})

test('stops although somebody is downloading and following', async () => {
  const other = await openTestApi()
  await other.get('/api/v1/live?site=alpha-open')

  await other.close()

  await expect(other.get('/healthz')).rejects.toThrow('fetch failed')
})
