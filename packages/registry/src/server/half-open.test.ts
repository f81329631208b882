import { type FaultProxy, findProgram, openFaultProxy } from '@bypuls/servers'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openRegistry } from '../open-registry.js'
import { startTestServer, type TestServer } from '../testing/registries.js'

describe.skipIf(findProgram('postgres') === null)('a connection that died without a word', () => {
  let server: TestServer
  let proxy: FaultProxy
  beforeAll(async () => {
    server = await startTestServer()
    proxy = await openFaultProxy({ target: { host: '127.0.0.1', port: server.postgres.port } })
  })
  afterAll(async () => {
    await proxy.close()
    await server.stop()
  })

  test('ends the leadership before the server lets another lead, and is made anew', async () => {
    const direct = server.newOptions()
    const url = direct.url.replace(String(server.postgres.port), String(proxy.port))
    const registry = await openRegistry({ ...direct, url })
    let ended = ''
    registry.cluster.lead('watch', async (signal) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
      ended = String(signal.reason)
    })
    await vi.waitFor(() => expect(registry.cluster.processes()).toEqual([]))
    await registry.cluster.join({ name: 'watch-1', roles: ['watch'], url: '' })

    proxy.set({ kind: 'half-open' })

    await vi.waitFor(() => expect(ended).toContain('timeout'), { timeout: 10_000, interval: 50 })
    expect(await registry.health()).toMatchObject({ ok: false })
    proxy.set({ kind: 'pass' })
    await vi.waitFor(() => registry.addOrganisation({ name: 'back', title: 'Back' }), {
      timeout: 25_000,
    })
    expect(await registry.health()).toEqual({ ok: true })
    await registry.close()
  })
})
