import { createServer } from 'node:net'
import { Aedes } from 'aedes'
import { expect, test } from 'vitest'
import type { Bus, BusDeps } from './bus.js'
import { openEmbeddedBroker } from './embedded.js'
import { isolationSuite } from './isolation-suite.js'
import { attackAll, openWatchedBus } from './testing/attack.js'
import { isolationCases } from './testing/isolation-cases.js'

isolationSuite('embedded', (deps) => openEmbeddedBroker({ host: '127.0.0.1', port: 0, ...deps }))

test('the same attacks on a broker without rules (the broken twin) are seen to get through', async () => {
  const { bus, received } = await openWatchedBus(openLawlessBroker)
  const attacks = isolationCases().filter((_, index) => index % 10 === 0)

  const results = await attackAll(bus, attacks)

  expect(results.filter(({ admitted }) => admitted).length).toBeGreaterThan(100)
  expect(received.length).toBeGreaterThan(100)
  await bus.close()
})

async function openLawlessBroker({ receive }: BusDeps): Promise<Bus> {
  const broker = await Aedes.createBroker({
    authorizePublish(_client, { topic, payload }, callback) {
      const message = {
        organisation: '',
        device: '',
        topic,
        payload: Buffer.from(payload),
        receivedAt: 0,
      }
      receive(message, callback)
    },
  })
  const server = createServer((socket) => broker.handle(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    address: { host: '127.0.0.1', port, tlsPort: null },
    publish: () => undefined,
    subscribe: () => () => undefined,
    disconnect: () => undefined,
    connections: () => broker.connectedClients,
    health: () => ({ ok: true }),
    close: () => new Promise((resolve) => server.close(() => undefined) && broker.close(resolve)),
  }
}
