import mqtt from 'mqtt'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Identity } from './bus.js'
import { connectedTo, openHeldBus } from './testing/held-bus.js'
import { KIND, openRawClient, raw } from './testing/raw-mqtt.js'
import { selfSigned } from './testing/self-signed.js'

const credential = { clientId: 'one', username: 'odense/lamp-1', password: 'right' }

test('a wrong password is refused and told, without the password', async () => {
  const { bus, refusals } = await openHeldBus()
  const client = openRawClient(bus.address.port)

  client.send(raw.connect({ ...credential, password: 'not-this-one' }))

  expect((await client.until(KIND.connack))?.[3]).toBe(5)
  await expect.poll(() => client.closed()).toBe(true)
  expect(refusals).toEqual([
    {
      at: 1_795_413_600_000,
      organisation: 'odense',
      device: 'lamp-1',
      clientId: 'one',
      remoteAddress: '127.0.0.1',
      action: 'connect',
      topic: null,
      reason: 'unknown user name or wrong password',
    },
  ])
})

test('when credentials cannot be checked, the device is told that the server is away', async () => {
  const { bus, refusals } = await openHeldBus({
    authenticate: () => Promise.reject(new Error('the registry does not answer')),
  })
  const client = openRawClient(bus.address.port)

  client.send(raw.connect(credential))

  expect((await client.until(KIND.connack))?.[3]).toBe(3)
  await expect
    .poll(() => refusals.map(({ reason }) => reason))
    .toEqual(['the connection was ended: the registry does not answer'])
})

test('a credential that is revoked while it is being checked is not let in', async () => {
  let answer: (identity: Identity) => void = () => undefined
  let asked = false
  const { bus, refusals } = await openHeldBus({
    authenticate: () => {
      asked = true
      return new Promise((resolve) => {
        answer = resolve
      })
    },
  })
  const client = openRawClient(bus.address.port)
  client.send(raw.connect(credential))
  await expect.poll(() => asked).toBe(true)

  bus.disconnect({ organisation: 'odense', device: 'lamp-1' })
  answer({ organisation: 'odense', device: 'lamp-1' })

  expect((await client.until(KIND.connack))?.[3]).toBe(5)
  expect(refusals.map(({ reason }) => reason)).toEqual(['the credential was revoked'])
})

test('MQTT 5 is answered with a clear no', async () => {
  const { bus, refusals } = await openHeldBus()
  const client = openRawClient(bus.address.port)
  const bytes = raw.connect(credential)
  bytes[8] = 5
  const noProperties = Buffer.concat([bytes.subarray(0, 12), Buffer.from([0]), bytes.subarray(12)])
  noProperties[1] = (bytes[1] ?? 0) + 1

  client.send(noProperties)

  expect((await client.until(KIND.connack))?.[3]).toBe(1)
  await expect.poll(() => client.closed()).toBe(true)
  expect(refusals.map(({ reason }) => reason)).toEqual([
    'MQTT 5 is not spoken here; expected MQTT 3.1.1',
  ])
})

test('a payload too large for a reading is still handed on, so that it can end as a dead letter', async () => {
  const { bus, received } = await openHeldBus()
  const client = await connectedTo(bus)

  client.send(raw.publish({ topic: 'odense/lamp-1/up', payload: 'x'.repeat(2_000_000), qos: 1 }))

  await expect
    .poll(() => received.map(({ message }) => message.payload.length))
    .toEqual([2_000_000])
})

test('a packet bomb ends the connection before it has been collected', async () => {
  const { bus, received, refusals } = await openHeldBus()
  const client = await connectedTo(bus)
  const stranger = openRawClient(bus.address.port)

  client.send(Buffer.from([0x32, 0xff, 0xff, 0xff, 0x7f]))
  stranger.send(Buffer.from([0x10, 0xff, 0xff, 0x7f]))

  await expect.poll(() => [client.closed(), stranger.closed()]).toEqual([true, true])
  expect(received).toEqual([])
  expect(refusals.map(({ organisation, reason }) => [organisation, reason])).toEqual([
    ['odense', 'a packet of 268435455 bytes; at most 4194304 are taken'],
    [null, 'a packet of 2097151 bytes; at most 131072 are taken'],
  ])
})

test('who connects and says nothing, or only half a word, is cut after five seconds', async () => {
  const { bus, refusals } = await openHeldBus()
  const silent = openRawClient(bus.address.port)
  const slow = openRawClient(bus.address.port)

  slow.send(raw.connect(credential).subarray(0, 9))

  await expect
    .poll(() => [silent.closed(), slow.closed()], { timeout: 10_000 })
    .toEqual([true, true])
  expect(refusals.map(({ reason }) => reason)).toEqual([
    'the connection was ended: connect did not arrive in time',
    'the connection was ended: connect did not arrive in time',
  ])
})

test('a device that stays silent beyond its keep-alive is cut, and nobody is blamed', async () => {
  const { bus, refusals } = await openHeldBus()
  const bytes = raw.connect(credential)
  bytes.writeUInt16BE(1, 10)
  const client = openRawClient(bus.address.port)

  client.send(bytes)
  await client.until(KIND.connack)
  expect(bus.connections()).toBe(1)

  await expect.poll(() => client.closed(), { timeout: 5_000 }).toBe(true)
  expect(bus.connections()).toBe(0)
  expect(refusals).toEqual([])
})

test('a will waits for its device to vanish, however long that takes', async () => {
  vi.useFakeTimers({ toFake: ['setInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const { bus, received } = await openHeldBus()
  const will = { topic: 'odense/lamp-1/status', payload: 'offline' }
  const client = await connectedTo(bus, { will })

  await vi.advanceTimersByTimeAsync(3_600_000)
  client.send(raw.ping)
  await client.until(KIND.pingresp)

  expect(received).toEqual([])
  expect(client.closed()).toBe(false)
})

test('devices connect by TLS beside the plain port', async () => {
  const { cert, key } = selfSigned()
  const { bus, received, settle } = await openHeldBus({ tls: { cert, key, port: 0 } })
  const client = await mqtt.connectAsync(`mqtts://localhost:${bus.address.tlsPort}`, {
    username: 'odense/lamp-1',
    password: 'right',
    ca: cert,
  })

  const published = client.publishAsync('odense/lamp-1/up', '21.4', { qos: 1 })
  await expect.poll(() => received.length).toBe(1)
  settle(1)

  await published
  await client.endAsync()
})

test('closing acknowledges what the disk has, takes nothing more, and frees the port', async () => {
  const { bus, received, settle } = await openHeldBus()
  const client = await connectedTo(bus)
  client.send(raw.publish({ topic: 'odense/lamp-1/up', payload: '1', qos: 1, messageId: 1 }))
  await expect.poll(() => received.length).toBe(1)

  const closed = bus.close()
  client.send(raw.publish({ topic: 'odense/lamp-1/up', payload: '2', qos: 1, messageId: 2 }))
  settle(1)
  await closed

  await expect.poll(() => client.closed()).toBe(true)
  expect(client.packets.slice(1)).toEqual([Buffer.from([0x40, 2, 0, 1])])
  expect(received.length).toBe(1)
  const next = await openHeldBus({ port: bus.address.port })
  expect(next.bus.address.port).toBe(bus.address.port)
})

test('a port that is taken is an error that names it', async () => {
  const { bus } = await openHeldBus()

  await expect(openHeldBus({ port: bus.address.port })).rejects.toMatchObject({
    code: 'EADDRINUSE',
    port: bus.address.port,
  })
})

test('bytes without sense end their own connection and nothing else', async () => {
  const { bus } = await openHeldBus()
  const honest = await connectedTo(bus, { clientId: 'honest' })
  const noise = noiseFrom(20_261_123)

  for (let round = 0; round < 40; round += 1) {
    const clients = Array.from({ length: 25 }, (_, index) => {
      const client = openRawClient(bus.address.port)
      if (index % 2 === 0) client.send(raw.connect({ ...credential, clientId: `noise-${index}` }))
      client.send(spoiled(noise))
      client.socket.end()
      return client
    })
    await expect.poll(() => clients.every((client) => client.closed())).toBe(true)
  }
  honest.send(raw.ping)

  expect(await honest.until(KIND.pingresp)).not.toBeNull()
})

/** A packet of any kind with some bytes changed, or noise alone. */
function spoiled(noise: () => number): Buffer {
  const kinds = [
    raw.connect({ ...credential, will: { topic: 'odense/lamp-1/up', payload: '1' } }),
    raw.publish({ topic: 'odense/lamp-1/up', payload: '21.4', qos: 1 }),
    raw.subscribe('odense/#', 1),
    raw.pubrel(1),
    Buffer.from([0xa2, 5, 0, 1, 0, 1, 0x23]),
    Buffer.from(Array.from({ length: 1 + (noise() % 60) }, () => noise() & 0xff)),
  ]
  const bytes = kinds[noise() % kinds.length] ?? Buffer.alloc(0)
  for (let changes = noise() % 4; changes > 0; changes -= 1) {
    bytes[noise() % bytes.length] = noise() & 0xff
  }
  return bytes.subarray(0, 1 + (noise() % bytes.length))
}

/** Park and Miller's generator, so that a failure comes again. */
function noiseFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state
  }
}
