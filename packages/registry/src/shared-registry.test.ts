import { findProgram } from '@bypuls/servers'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { OpenRegistry } from './administration.js'
import { loadMemory } from './database/load.js'
import { NewerRegistryError } from './database/migrate.js'
import { createKeeper } from './keeper.js'
import { openRegistry, type RegistryOptions } from './open-registry.js'
import { createPace } from './pace.js'
import { parseAddress } from './server/address.js'
import { openServerStorage } from './server/storage.js'
import { NO_CHANGE_LOG } from './sharing/change-log.js'
import { startTestServer, type TestServer } from './testing/registries.js'
import { addSchool, co2, co2Link, NOW, room, school } from './testing/school.js'
import { deviceWrites } from './writes/devices.js'

const patiently = { timeout: 10_000, interval: 20 }

describe.skipIf(findProgram('postgres') === null)('a registry that several processes share', () => {
  let server: TestServer
  const opened: Pick<OpenRegistry, 'close'>[] = []

  beforeAll(async () => {
    server = await startTestServer()
  })
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((registry) => registry.close()))
  })
  afterAll(() => server.stop())

  async function open(options: RegistryOptions): Promise<OpenRegistry> {
    const registry = await openRegistry(options)
    opened.push(registry)
    return registry
  }

  async function openTwo() {
    const options = server.newOptions()
    return { options, one: await open(options), other: await open(options) }
  }

  test('is made once when several open it at the same moment', async () => {
    const options = server.newOptions()

    const registries = await Promise.all([1, 2, 3, 4].map(() => open(options)))

    await registries[0]?.addOrganisation({ name: 'odense', title: 'Odense' })
    for (const registry of registries) {
      await vi.waitFor(() => expect(registry.view().organisations.has('odense')).toBe(true), {
        ...patiently,
      })
    }
  })

  test('of a newer program is refused, and left as it is', async () => {
    const { options, one } = await openTwo()
    await addSchool(one)
    const future = Date.UTC(2030, 0, 1)
    const record = `insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', ${future})`
    await inDatabase(options, record)

    const refused = await open(options).catch((error: unknown) => error)

    expect(refused).toBeInstanceOf(NewerRegistryError)
    await one.addOrganisation({ name: 'on', title: 'The older ones go on' })
  })

  test('shows each everything that another adds, changes and removes', async () => {
    const { one, other } = await openTwo()
    const isSame = () => expect(other.view()).toEqual(one.view())

    const credential = await addSchool(one)
    const token = await one.addToken('odense', true)
    const reset = { point: co2.id, kind: 'offset', at: NOW, amount: 7.25, rule: 'reset' } as const
    await one.replaceEntries(co2.id, NOW, NOW + 1, [reset])
    await vi.waitFor(() => expect(other.entries(co2.id)).toEqual([reset]), patiently)
    isSame()
    expect(await other.authenticateDevice(credential.username, credential.password)).not.toBeNull()
    expect(await other.authenticateToken(token)).not.toBeNull()

    await one.addPlace({ ...room, name: 'room-9' })
    await one.addPoint({ ...co2, id: 'skole-odense.room-9.co2', place: 'room-9' })
    await one.addLinks('odense', 'sensor-1', [
      { ...co2Link, from: NOW + 5, point: 'skole-odense.room-9.co2' },
    ])
    await one.updateSite('skole-odense', { title: 'Skolen' })
    await one.removePoint('skole-odense.room-9.co2').catch(() => undefined)
    await vi.waitFor(isSame, patiently)

    const rotated = await one.rotateDevice('odense', 'sensor-1')
    await one.revokeToken(one.tokens()[0]?.prefix ?? '')
    await one.addPlace({ ...room, name: 'room-10' })
    await one.removePlace('skole-odense', 'room-10')
    await vi.waitFor(() => expect(other.tokens()).toEqual([]), patiently)
    await vi.waitFor(isSame, patiently)
    expect(await other.authenticateDevice(credential.username, credential.password)).toBeNull()
    expect(await other.authenticateDevice(rotated.username, rotated.password)).not.toBeNull()
  })

  test('has a thing once when two add it at the same moment', async () => {
    const { one, other } = await openTwo()

    const outcomes = await Promise.allSettled(
      [one, other, one, other].map((it) => it.addOrganisation({ name: 'odense', title: 'Odense' })),
    )

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    for (const { reason } of refused) expect(reason).toMatchObject({ status: 409 })
  })

  const voc = { ...co2, id: 'skole-odense.room-2-14.voc', metric: 'voc' }
  const pm10 = { ...co2, id: 'skole-odense.room-2-14.pm10', metric: 'pm10' }
  const linkTo = (point: string, field: string) => ({ ...co2Link, point, field })

  test('loses nothing when two change one thing, however far behind they are', async () => {
    const { options, one, other } = await openTwo()
    await addSchool(one)
    await one.addAll({ points: [voc, pm10] })

    await Promise.all([
      one.addLinks('odense', 'sensor-1', [linkTo(voc.id, 't')]),
      other.addLinks('odense', 'sensor-1', [linkTo(pm10.id, 'h')]),
    ])

    const fields = (await open(options)).view().devices.get('odense/sensor-1')?.links
    expect(fields?.map(({ field }) => field).sort()).toEqual(['co2', 'h', 't'])
  })

  test('the broken twin, which writes by its memory alone, loses a link', async () => {
    const { options, one } = await openTwo()
    await addSchool(one)
    await one.addAll({ points: [voc, pm10] })
    const storage = openServerStorage(parseAddress(options.url, options.password))
    opened.push(storage)
    const memory = await loadMemory(storage.database, createPace())
    const twin = createKeeper({ storage, log: NO_CHANGE_LOG, memory, now: () => NOW })

    await one.addLinks('odense', 'sensor-1', [linkTo(voc.id, 't')])
    await deviceWrites(twin).addLinks('odense', 'sensor-1', [linkTo(pm10.id, 'h')])

    const fields = (await open(options)).view().devices.get('odense/sensor-1')?.links
    expect(fields?.map(({ field }) => field).sort()).toEqual(['co2', 'h'])
  })

  async function inDatabase(options: RegistryOptions, ...statements: readonly string[]) {
    const client = new Client(parseAddress(options.url, options.password).config({ queryMs: 5000 }))
    await client.connect()
    const answers: unknown[] = []
    for (const statement of statements) answers.push((await client.query(statement)).rows)
    await client.end()
    return answers
  }

  test('is read again by whoever is too far behind for the list of changes', async () => {
    const { options, one, other } = await openTwo()
    await addSchool(one)
    await vi.waitFor(() => expect(other.view()).toEqual(one.view()), patiently)

    // As if many writes had passed, and their lines were cut off already.
    await inDatabase(
      options,
      "update sites set title = 'Skolen'",
      "select setval('changes_revision_seq', 50000)",
      'delete from changes',
      "insert into changes (kind, keys) values ('jobs', '[]')",
    )

    await vi.waitFor(() => {
      expect(other.view().sites.get('skole-odense')?.title).toBe('Skolen')
    }, patiently)
  })

  test('keeps a short list of changes', async () => {
    const { options, one, other } = await openTwo()
    await addSchool(one)

    await inDatabase(options, "select setval('changes_revision_seq', 20998)")
    await one.addOrganisation({ name: 'a', title: 'A' })
    await one.addOrganisation({ name: 'b', title: 'B' })

    await vi.waitFor(() => expect(other.view()).toEqual(one.view()), patiently)
    const rows = await inDatabase(options, 'select revision::int from changes order by 1')
    expect(rows).toEqual([[{ revision: 20_999 }, { revision: 21_000 }]])
  })

  test('is read again when the database is an older copy of itself', async () => {
    const { options, one } = await openTwo()
    await addSchool(one)
    await one.addOrganisation({ name: 'lost', title: 'Lost' })

    await inDatabase(
      options,
      "delete from organisations where name = 'lost'",
      'delete from changes where revision = (select max(revision) from changes)',
    )

    await vi.waitFor(() => expect(one.view().organisations.has('lost')).toBe(false), patiently)
    await one.addSite({ ...school, name: 'after' })
  })
})
