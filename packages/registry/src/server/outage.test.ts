import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram } from '@bypuls/servers'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openRegistry, type RegistryOptions } from '../open-registry.js'
import { startTestServer, type TestServer } from '../testing/registries.js'
import { addSchool } from '../testing/school.js'
import { RegistryUnavailableError } from './unavailable.js'

const patiently = { timeout: 20_000, interval: 50 }

/** What is told of an attempt to open the registry. */
async function refusalOf(options: Partial<RegistryOptions> & { url: string }) {
  const now = Date.now
  const attempt = openRegistry({ dataDirectory: '/nowhere', now, startWithinMs: 0, ...options })
  const refusal = await attempt.catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(RegistryUnavailableError)
  const { message, remedy } =
    refusal instanceof RegistryUnavailableError ? refusal : { message: '', remedy: '' }
  return { message, remedy }
}

test.each([
  ['postgres://bypuls:hunter2@127.0.0.1:1/bypuls', 'a password stands in the address'],
  ['postgres://bypuls@127.0.0.1:1/bypuls?password=hunter2', 'a password stands in the address'],
  ['mysql://bypuls:hunter2@127.0.0.1/bypuls', 'no address of a registry'],
  ['nonsense hunter2', 'no address of a registry'],
])('an address that cannot be is refused without telling it: %s', async (url, reason) => {
  const { message, remedy } = await refusalOf({ url })

  expect(message).toContain('BYPULS_REGISTRY_URL')
  expect(message).toContain(reason)
  expect(message + remedy).not.toContain('hunter2')
})

test('a server that is not there is named by its address, with what to do', async () => {
  const { message, remedy } = await refusalOf({ url: 'postgres://bypuls@127.0.0.1:1/bypuls' })

  expect(message).toBe(
    'BYPULS_REGISTRY_URL: Postgres at 127.0.0.1:1/bypuls does not answer (ECONNREFUSED)',
  )
  expect(remedy).toMatch(/^Start Postgres/)
})

describe.skipIf(findProgram('postgres') === null)('a server', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer()
  })
  afterAll(() => server.stop())

  test('without the database says so', async () => {
    const url = server.postgres.url.replace(/[^/]+$/, 'elsewhere')

    const { message, remedy } = await refusalOf({ url, password: server.postgres.password })

    expect(message).toContain('has no such database: database "elsewhere" does not exist')
    expect(remedy).toMatch(/^Make it/)
  })

  test('that starts beside the platform is waited for', async () => {
    const options = server.newOptions()
    await server.postgres.stop('SIGKILL')

    const opening = openRegistry(options)
    await server.postgres.start()

    const registry = await opening
    expect(await registry.health()).toEqual({ ok: true })
    await registry.close()
  })

  test('that is killed is read from memory, refuses writes, and is back by itself', async () => {
    const options = server.newOptions()
    const troubles: Error[] = []
    const registry = await openRegistry({ ...options, onTrouble: (it) => troubles.push(it) })
    const other = await openRegistry(options)
    await addSchool(registry)
    await server.postgres.stop('SIGKILL')

    const refused = await registry
      .addOrganisation({ name: 'lost', title: 'Lost' })
      .catch((error: unknown) => error)
    const health = await registry.health()
    expect(registry.view().organisations.size).toBe(1)

    await server.postgres.start()
    await vi.waitFor(() => registry.addOrganisation({ name: 'back', title: 'Back' }), patiently)
    expect(refused).toBeInstanceOf(RegistryUnavailableError)
    expect(refused).toMatchObject({ status: 503 })
    expect(health).toMatchObject({ ok: false })
    expect(await registry.health()).toEqual({ ok: true })
    await vi.waitFor(() => expect(other.view()).toEqual(registry.view()), patiently)
    const reopened = await openRegistry(options)
    expect(reopened.view()).toEqual(registry.view())
    expect([...reopened.view().organisations.keys()].sort()).toEqual(['back', 'odense'])
    await reopened.close()
    expect(troubles).toHaveLength(1)
    expect(troubles[0]).toBeInstanceOf(RegistryUnavailableError)
    await Promise.all([registry.close(), other.close()])
  })

  test('that refuses the password is told apart, and nobody reads the password', async () => {
    const options = server.newOptions()
    const rules = join(server.folder, 'postgres', 'pg_hba.conf')
    writeFileSync(rules, 'host all all 127.0.0.1/32 scram-sha-256\n')
    process.kill(server.postgres.pid(), 'SIGHUP')

    const refusal = await vi.waitFor(
      () => refusalOf({ ...options, password: 'hunter2' }),
      patiently,
    )
    const registry = await openRegistry(options)

    expect(refusal.message).toMatch(/^BYPULS_REGISTRY_PASSWORD: Postgres at .* refuses the user/)
    expect(refusal.remedy).toContain('BYPULS_REGISTRY_PASSWORD_FILE')
    expect(refusal.message + refusal.remedy).not.toContain('hunter2')
    await registry.close()
  })
})
