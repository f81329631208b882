import { createServer, type Server } from 'node:http'
import type { Reading } from '@bypuls/model'
import { type FaultProxy, freePort, openFaultProxy } from '@bypuls/servers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { TimeSeriesStore } from '../store.js'
import { openInfluxdbStore } from './store.js'

const READINGS = 2_000

describe('a line too narrow for a whole request within the patience', () => {
  /** How long the requests were, and the lines in them. */
  let sizes: number[]
  let lines: Set<string>
  let server: Server
  let proxy: FaultProxy
  let store: TimeSeriesStore
  beforeEach(async () => {
    sizes = []
    lines = new Set()
    const port = await freePort()
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      try {
        for await (const chunk of request) chunks.push(Buffer.from(chunk))
      } catch {
        return
      }
      const text = Buffer.concat(chunks).toString()
      sizes.push(text.length)
      for (const line of text.split('\n')) lines.add(line)
      response.writeHead(204).end()
    })
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    proxy = await openFaultProxy({ target: { host: '127.0.0.1', port } })
    store = openInfluxdbStore({
      address: `//127.0.0.1:${proxy.port}/city/readings`,
      token: 'token-of-a-test-server-0123456789abcdef',
      silenceMs: { write: 300, ask: 300 },
    })
  })
  afterEach(async () => {
    await store.close()
    await proxy.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  test('is sent over in smaller and smaller requests until all of it is there, and then in larger ones', async () => {
    const batch = Array.from({ length: READINGS }, (_, n): Reading => {
      return { point: `skole.lokale-${n}.co2`, observedAt: n, value: n, flag: 'good' }
    })
    // The whole body is 100 kB: half a second.
    proxy.set({ kind: 'slow', bytesPerSecond: 200_000 })

    await expect(store.write(batch)).rejects.toMatchObject({ kind: 'outage' })
    await expect
      .poll(
        () =>
          store.write(batch).then(
            () => 'stored',
            () => 'not yet',
          ),
        { timeout: 20_000 },
      )
      .toBe('stored')
    expect(lines.size).toBe(READINGS)

    proxy.set({ kind: 'pass' })
    const whole = expect.poll(async () => {
      await store.write(batch)
      return sizes.at(-1) ?? 0
    })
    await whole.toBeGreaterThan(60_000)
  })
})
