import { findProgram } from '@bypuls/servers'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { OpenRegistry } from './administration.js'
import { openRegistry, type RegistryOptions } from './open-registry.js'
import { startTestServer, type TestServer } from './testing/registries.js'
import { addSchool, co2 } from './testing/school.js'

describe.skipIf(findProgram('postgres') === null)('a registry that several processes share', () => {
  let server: TestServer
  const opened: OpenRegistry[] = []

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

  test('is made once when several open it at the same moment', async () => {
    const options = server.newOptions()

    const registries = await Promise.all([1, 2, 3, 4].map(() => open(options)))

    await registries[0]?.addOrganisation({ name: 'odense', title: 'Odense' })
    for (const registry of registries) {
      await vi.waitFor(() => expect(registry.view().organisations.has('odense')).toBe(true))
    }
  })

  test('shows each what another wrote', async () => {
    const options = server.newOptions()
    const [one, other] = [await open(options), await open(options)]

    const credential = await addSchool(one)
    await vi.waitFor(() => expect(other.view().points.get(co2.id)).toEqual(co2))

    expect(other.view()).toEqual(one.view())
    expect(await other.authenticateDevice(credential.username, credential.password)).toEqual({
      organisation: 'odense',
      device: 'sensor-1',
    })
  })
})
