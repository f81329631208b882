import type { RawMessage } from '@bypuls/model'
import mqtt from 'mqtt'
import { afterEach, expect, test } from 'vitest'
import type { Bus, Refusal } from './bus.js'
import { openEmbeddedBroker } from './embedded.js'

const buses: Bus[] = []
const clients: mqtt.MqttClient[] = []
afterEach(async () => {
  for (const client of clients.splice(0)) client.end(true)
  for (const bus of buses.splice(0)) await bus.close()
})

async function openBus() {
  const refusals: Refusal[] = []
  const received: { message: RawMessage; done: (error?: Error) => void }[] = []
  const bus = await openEmbeddedBroker({
    host: '127.0.0.1',
    port: 0,
    authenticate: async (username, password) => {
      const [organisation = '', device = ''] = username.split('/')
      return Buffer.from(password).toString() === 'right' ? { organisation, device } : null
    },
    receive: (message, done) => received.push({ message, done }),
    onRefused: (refusal) => refusals.push(refusal),
    now: () => 1_767_225_600_000,
  })
  buses.push(bus)
  return { bus, refusals, received }
}

async function connect(bus: Bus, username: string): Promise<mqtt.MqttClient> {
  const client = mqtt.connect(`mqtt://127.0.0.1:${bus.address.port}`, {
    username,
    password: 'right',
    reconnectPeriod: 0,
  })
  clients.push(client)
  client.on('error', () => undefined)
  await new Promise((resolve) => client.once('connect', resolve))
  return client
}

test('a QoS 1 message is acknowledged when it is on disk, and not before', async () => {
  const { bus, received } = await openBus()
  const client = await connect(bus, 'odense/lamp-1')
  let acknowledged = false
  const published = client.publishAsync('odense/lamp-1/up', '21.4', { qos: 1 }).then(() => {
    acknowledged = true
  })

  await expect.poll(() => received.length).toBe(1)
  expect(acknowledged).toBe(false)
  received[0]?.done()
  await published

  expect(acknowledged).toBe(true)
  expect(received[0]?.message).toEqual({
    organisation: 'odense',
    device: 'lamp-1',
    topic: 'odense/lamp-1/up',
    payload: Buffer.from('21.4'),
    receivedAt: 1_767_225_600_000,
  })
})
