import mqtt from 'mqtt'
import { expect, test } from 'vitest'
import { connectedTo, openHeldBus } from './testing/held-bus.js'
import { KIND, openRawClient, type RawClient, raw } from './testing/raw-mqtt.js'

const up = { topic: 'odense/lamp-1/up', payload: '21.4' }

function idsOf(client: RawClient, kind: number): readonly number[] {
  return client.packets
    .filter((packet) => (packet[0] ?? 0) >> 4 === kind)
    .map((packet) => packet.readUInt16BE(2))
}

/** Everything sent before has been looked at when this resolves. */
async function answered(client: RawClient): Promise<void> {
  client.send(raw.ping)
  await client.until(KIND.pingresp)
}

test('a QoS 1 message is acknowledged when it is on disk, and not before', async () => {
  const { bus, received, settle } = await openHeldBus()
  const client = await connectedTo(bus)

  client.send(raw.publish({ ...up, qos: 1, messageId: 7 }))
  await answered(client)

  expect(received[0]?.message).toEqual({
    organisation: 'odense',
    device: 'lamp-1',
    topic: 'odense/lamp-1/up',
    payload: Buffer.from('21.4'),
    receivedAt: 1_795_413_600_000,
  })
  expect(idsOf(client, KIND.puback)).toEqual([])
  settle(1)
  await expect.poll(() => idsOf(client, KIND.puback)).toEqual([7])
})

test('a receiver that never says so (the broken twin) gets no message acknowledged', async () => {
  const { bus, received } = await openHeldBus()
  const client = await connectedTo(bus)

  for (let id = 1; id <= 50; id += 1) client.send(raw.publish({ ...up, qos: 1, messageId: id }))
  await answered(client)

  expect(received.length).toBe(50)
  expect(client.packets.length).toBe(2)
})

test('a thousand messages wait for the disk at once and are acknowledged in its order', async () => {
  const { bus, received, settle } = await openHeldBus()
  const client = await connectedTo(bus)
  const ids = Array.from({ length: 1_000 }, (_, index) => index + 1)

  client.send(Buffer.concat(ids.map((messageId) => raw.publish({ ...up, qos: 1, messageId }))))
  await expect.poll(() => received.length).toBe(1_000)
  settle(600)
  await expect.poll(() => idsOf(client, KIND.puback).length).toBe(600)
  settle(400)

  await expect.poll(() => idsOf(client, KIND.puback)).toEqual(ids)
})

test('what could not be written is never acknowledged; the connection ends so that it is sent again', async () => {
  const { bus, received, refusals } = await openHeldBus()
  const client = await connectedTo(bus)

  client.send(raw.publish({ ...up, qos: 1 }))
  await expect.poll(() => received.length).toBe(1)
  received[0]?.done(new Error('no space left on the disk'))

  await expect.poll(() => client.closed()).toBe(true)
  expect(idsOf(client, KIND.puback)).toEqual([])
  expect(refusals.map(({ reason }) => reason)).toEqual([
    'not acknowledged: no space left on the disk',
  ])
})

test('a QoS 2 message is received once on disk, and completed', async () => {
  const { bus, received, settle } = await openHeldBus()
  const client = await connectedTo(bus)

  client.send(raw.publish({ ...up, qos: 2, messageId: 9 }))
  await answered(client)
  expect(idsOf(client, KIND.pubrec)).toEqual([])
  settle(1)
  await expect.poll(() => idsOf(client, KIND.pubrec)).toEqual([9])
  client.send(raw.pubrel(9))

  await expect.poll(() => client.packets.at(-1)).toEqual(Buffer.from([0x70, 2, 0, 9]))
  expect(received.length).toBe(1)
})

test('a QoS 0 message is taken too, and a retained one is not kept', async () => {
  const { bus, received } = await openHeldBus()
  const client = await connectedTo(bus)

  client.send(raw.publish({ ...up, qos: 0, retain: true }))
  await answered(client)

  expect(received.map(({ message }) => message.topic)).toEqual(['odense/lamp-1/up'])
})

test('a device that vanishes leaves its will, which is a message like any other', async () => {
  const { bus, received } = await openHeldBus()
  const will = { topic: 'odense/lamp-1/status', payload: 'offline', retain: true }
  const client = await connectedTo(bus, { will })

  client.end()

  await expect
    .poll(() => received.map(({ message }) => `${message.topic} ${message.payload}`))
    .toEqual(['odense/lamp-1/status offline'])
})

test('messages sent right behind the CONNECT are taken', async () => {
  const { bus, received, settle } = await openHeldBus()
  const client = openRawClient(bus.address.port)
  const ids = [1, 2, 3]

  client.send(
    Buffer.concat([
      raw.connect({ clientId: 'one', username: 'odense/lamp-1', password: 'right' }),
      ...ids.map((messageId) => raw.publish({ ...up, qos: 1, messageId })),
    ]),
  )
  await expect.poll(() => received.length).toBe(3)
  settle(3)

  await expect.poll(() => idsOf(client, KIND.puback)).toEqual(ids)
  client.end()
})

test('a connection whose messages wait for the disk is not read any further', async () => {
  const { bus, received, settle } = await openHeldBus()
  const client = await connectedTo(bus)
  const payload = 'x'.repeat(1_000)
  const sent = 20_000

  for (let id = 1; id <= sent; id += 1) {
    client.send(raw.publish({ ...up, payload, qos: 1, messageId: id }))
  }
  await expect.poll(() => received.length).toBeGreaterThan(4_095)
  const bound = received.length
  await new Promise((resolve) => setImmediate(resolve))

  expect(bound).toBeLessThan(6_000)
  await expect
    .poll(
      () => {
        settle(sent)
        return idsOf(client, KIND.puback).length
      },
      { timeout: 10_000 },
    )
    .toBe(sent)
})

test('large messages that wait for the disk are held back by their bytes, on one connection and on all', async () => {
  const { bus, received, settle } = await openHeldBus()
  const large = raw.publish({ ...up, payload: 'x'.repeat(1_000_000), qos: 1 })
  const clients = await Promise.all(
    Array.from({ length: 20 }, (_, index) => connectedTo(bus, { clientId: `${index}` })),
  )

  for (let round = 0; round < 10; round += 1) clients[0]?.send(large)
  await expect.poll(() => received.length).toBe(9)
  for (const client of clients.slice(1)) for (let n = 0; n < 10; n += 1) client.send(large)
  await expect.poll(() => received.length).toBeGreaterThan(100)

  expect(received.length).toBeLessThan(125)
  await expect
    .poll(
      () => {
        settle(200)
        return clients.map((client) => idsOf(client, KIND.puback).length)
      },
      { timeout: 10_000 },
    )
    .toEqual(clients.map(() => 10))
})

test('MQTT.js publishes at QoS 1 and is told when the disk has it', async () => {
  const { bus, received, settle } = await openHeldBus()
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${bus.address.port}`, {
    username: 'odense/lamp-1',
    password: 'right',
    clean: false,
    clientId: 'lamp',
  })

  const published = client.publishAsync('odense/lamp-1/up', '21.4', { qos: 1 })
  await expect.poll(() => received.length).toBe(1)
  settle(1)

  await published
  await client.endAsync()
})
