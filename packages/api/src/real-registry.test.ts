import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PointList, Problem, Site } from '@bypuls/model'
import { type OpenRegistry, openRegistry } from '@bypuls/registry'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { CredentialOut } from './registry-bodies.js'
import { DeviceOut } from './registry-view.js'
import { OPERATOR, openTestApi, type TestApi } from './testing/open-test-api.js'

// Every write waits for the disk.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let folder: string
let registry: OpenRegistry
let api: TestApi
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bypuls-api-'))
  registry = await openRegistry({ url: 'pglite:', dataDirectory: folder, now: Date.now })
  api = await openTestApi({ registry, now: Date.now })
})
afterAll(async () => {
  await api.close()
  await registry.close()
  await rm(folder, { recursive: true })
})

const send = (method: string, path: string, body?: unknown) =>
  fetch(`${api.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${OPERATOR}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

const SITE = {
  name: 'library',
  title: 'Biblioteket',
  locality: 'Aalborg',
  organisation: 'aalborg',
  latitude: 57.05,
  longitude: 9.92,
}

test('from an empty registry to a device that sends, and back again', async () => {
  const added = [
    await send('POST', '/organisations', { name: 'aalborg', title: 'Aalborg Kommune' }),
    await send('POST', '/sites', SITE),
    await send('POST', '/places', { site: 'library', name: 'hall', title: 'Hall', kind: 'room' }),
    await send('POST', '/points', { site: 'library', place: 'hall', metric: 'co2' }),
  ]
  expect(added.map(({ status }) => status)).toEqual([201, 201, 201, 201])
  expect(Site.parse(await added[1]?.json())).toMatchObject({ id: 'library', public: false })

  const links = [{ field: 'co2', point: 'library.hall.co2' }]
  const made = await send('POST', '/devices', {
    organisation: 'aalborg',
    name: 'box',
    title: 'Box',
    format: 'bypuls-json',
    links,
  })
  const { username, password } = CredentialOut.parse(await made.json())
  expect(username).toBe('aalborg/box')

  const ingest = () =>
    fetch(`${api.url}/api/v1/ingest/aalborg/box`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${username}:${password}`)}` },
      body: '{"co2":600}',
    })
  expect((await ingest()).status).toBe(202)

  expect((await send('DELETE', '/devices/aalborg/box')).status).toBe(204)
  expect((await ingest()).status).toBe(401)
  const device = await api.read(DeviceOut, '/api/v1/devices/aalborg/box', OPERATOR)
  expect(device).toMatchObject({ state: 'revoked', links })
})

test('a new password of a device ends the one before', async () => {
  const lamp = { organisation: 'aalborg', name: 'lamp', title: 'Lamp', format: 'bypuls-json' }
  const before = CredentialOut.parse(await (await send('POST', '/devices', lamp)).json())

  const rotated = await send('POST', '/devices/aalborg/lamp/credential')

  const after = CredentialOut.parse(await rotated.json())
  const asks = ({ username, password }: z.output<typeof CredentialOut>) =>
    fetch(`${api.url}/api/v1/devices/aalborg/lamp`, {
      headers: { authorization: `Basic ${btoa(`${username}:${password}`)}` },
    })
  expect(rotated.status).toBe(201)
  expect([(await asks(before)).status, (await asks(after)).status]).toEqual([401, 200])
})

test('a token reads its own organisation’s private site, and nobody else does', async () => {
  await send('POST', '/organisations', { name: 'odense', title: 'Odense Kommune' })
  const Token = z.object({ token: z.string().min(32) })
  const own = Token.parse(await (await send('POST', '/tokens', { organisation: 'aalborg' })).json())
  const other = Token.parse(
    await (await send('POST', '/tokens', { organisation: 'odense' })).json(),
  )

  const points = await api.read(PointList, '/api/v1/points?site=library', own.token)
  const foreign = await api.get('/api/v1/sites/library', other.token)
  const nobody = await api.get('/api/v1/sites/library')

  expect(points.items.map(({ id }) => id)).toEqual(['library.hall.co2'])
  expect([foreign.status, nobody.status]).toEqual([404, 404])
})

test('what cannot be is told by the field that is wrong', async () => {
  const again = await send('POST', '/sites', SITE)
  const orphan = await send('POST', '/points', { site: 'library', place: 'attic', metric: 'co2' })
  const unknown = await send('POST', '/devices', {
    organisation: 'aalborg',
    name: 'odd',
    title: 'Odd',
    format: 'morse',
  })

  expect([again.status, orphan.status, unknown.status]).toEqual([409, 404, 400])
  const problems = await Promise.all(
    [again, orphan, unknown].map(async (answer) => Problem.parse(await answer.json())),
  )
  expect(problems.map(({ errors }) => errors?.[0]?.path)).toEqual([
    'site.name',
    'point.place',
    'format',
  ])
})

test('a site and a place change in what is named, and stay in the rest', async () => {
  await send('POST', '/organisations', { name: 'vejle', title: 'Vejle' })
  await send('POST', '/sites', { ...SITE, name: 'hall', organisation: 'vejle', heatedM2: 900 })
  await send('POST', '/places', { site: 'hall', name: 'stage', title: 'Stage', kind: 'room' })

  const site = await send('PATCH', '/sites/hall', { title: 'Salen', heatedM2: null, public: true })
  const place = await send('PATCH', '/places/hall.stage', { title: 'Scenen', usage: 'theatre' })

  expect(Site.parse(await site.json())).toMatchObject({
    title: 'Salen',
    heatedM2: null,
    public: true,
    locality: 'Aalborg',
    organisations: ['vejle'],
  })
  expect(await place.json()).toMatchObject({ title: 'Scenen', usage: 'theatre', kind: 'room' })
})

test.each([
  ['/sites/hall', { name: 'other' }, 'name: there is no such field'],
  ['/sites/hall', { latitude: 91 }, 'latitude: '],
  ['/places/hall.stage', { site: 'library' }, 'site: there is no such field'],
])('what may not be changed is told: %s %o', async (path, change, told) => {
  const answer = await send('PATCH', path, change)

  expect(answer.status).toBe(400)
  expect(Problem.parse(await answer.json()).detail).toContain(told)
})

test('what others hang on is not removed; without them it is', async () => {
  await send('POST', '/points', { site: 'hall', place: 'stage', metric: 'co2' })
  await send('POST', '/points', { site: 'hall', place: 'stage', metric: 'indoor-temperature' })
  const readings = [{ point: 'hall.stage.co2', observedAt: 0, value: 500 }]
  await send('POST', '/readings', { readings })
  const remove = async (path: string) => {
    const answer = await send('DELETE', path)
    return answer.status === 204 ? 204 : Problem.parse(await answer.json()).detail
  }

  const first = [
    await remove('/sites/hall'),
    await remove('/places/hall.stage'),
    await remove('/points/hall.stage.co2'),
    await remove('/points/hall.stage.indoor-temperature'),
  ]
  await api.store.remove({ points: ['hall.stage.co2'], from: 0, to: 1 })
  const then = [
    await remove('/points/hall.stage.co2'),
    await remove('/places/hall.stage'),
    await remove('/sites/hall'),
    await remove('/sites/hall'),
  ]

  expect(first).toEqual([
    'site "hall" cannot be removed: it has places',
    'place "hall.stage" cannot be removed: it has points',
    'point "hall.stage.co2" cannot be removed: it has readings',
    204,
  ])
  expect(then).toEqual([204, 204, 204, 'There is nothing here.'])
})
