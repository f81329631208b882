import { findProgram } from '@bypuls/servers'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { connectedDevice, ingestBuses, SLOW, up } from '../testing/ingest-buses.js'
import {
  createHeldReceiver,
  type MosquittoCity,
  startMosquittoCity,
} from '../testing/mosquitto-city.js'

describe.skipIf(findProgram('mosquitto') === null)('the way to a Mosquitto', () => {
  let city: MosquittoCity
  const ready = ingestBuses(() => city)
  beforeAll(async () => {
    city = await startMosquittoCity(['odense/lamp-1', 'odense/lamp-2'])
    await up(await city.bus())
  })
  afterAll(() => city.stop())

  test('a message is acknowledged when the receiver has it, and comes once', async () => {
    const { device, receiver, open } = await ready()

    await device.publishAsync('odense/lamp-1/up', 'a', { qos: 1 })
    await expect.poll(() => receiver.texts()).toEqual(['a'])
    receiver.held[0]?.done()
    const bus = await open()

    await device.publishAsync('odense/lamp-1/up', 'b', { qos: 1 })
    await expect.poll(() => receiver.texts()).toEqual(['a', 'b'])
    expect(receiver.held[1]?.message).toMatchObject({
      organisation: 'odense',
      device: 'lamp-1',
      topic: 'odense/lamp-1/up',
      receivedAt: 1_795_413_600_000,
    })
    receiver.held[1]?.done()
    await bus.close()
  })

  test('what was not acknowledged when the process ended comes again to the next', async () => {
    const { device, receiver, open } = await ready()

    for (const text of ['a', 'b', 'c']) {
      await device.publishAsync('odense/lamp-1/up', text, { qos: 1 })
    }
    await expect.poll(() => receiver.texts()).toEqual(['a', 'b', 'c'])
    receiver.held[1]?.done()
    await open()

    await expect.poll(() => receiver.texts(), SLOW).toEqual(['a', 'b', 'c', 'a', 'c'])
    for (const { done } of receiver.held) done()
  })

  test('a receiver that says so before the disk has it (the broken twin) loses the message', async () => {
    const { device, receiver, open } = await ready()

    await device.publishAsync('odense/lamp-1/up', 'a', { qos: 1 })
    await expect.poll(() => receiver.texts()).toEqual(['a'])
    receiver.held[0]?.done() // and then the process is killed, its disk empty
    await open()
    await device.publishAsync('odense/lamp-1/up', 'b', { qos: 1 })

    await expect.poll(() => receiver.texts()).toEqual(['a', 'b'])
    receiver.held[1]?.done()
  })

  test('messages that come while the process is away wait for it', async () => {
    const { device, receiver, bus, open } = await ready()
    await bus.close()

    for (const text of ['a', 'b']) await device.publishAsync('odense/lamp-1/up', text, { qos: 1 })
    await open()

    await expect.poll(() => receiver.texts()).toEqual(['a', 'b'])
    for (const { done } of receiver.held) done()
  })

  test('after a failing disk the messages come again, and health says what was wrong meanwhile', async () => {
    const { device, receiver, bus } = await ready()

    await device.publishAsync('odense/lamp-1/up', 'a', { qos: 1 })
    await expect.poll(() => receiver.texts()).toEqual(['a'])
    receiver.held[0]?.done(new Error('no space left on the disk'))
    await expect
      .poll(() => bus.health())
      .toMatchObject({
        ok: false,
        detail: 'messages cannot be taken: no space left on the disk',
      })
    await expect.poll(() => receiver.texts(), SLOW).toEqual(['a', 'a'])
    receiver.held[1]?.done()

    await expect.poll(() => bus.health()).toEqual({ ok: true })
    await device.publishAsync('odense/lamp-1/up', 'b', { qos: 1 })
    await expect.poll(() => receiver.texts()).toEqual(['a', 'a', 'b'])
    receiver.held[2]?.done()
  })

  test('closing takes nothing more and lets what is under way be acknowledged', async () => {
    const { device, receiver, bus, open } = await ready()

    await device.publishAsync('odense/lamp-1/up', 'a', { qos: 1 })
    await expect.poll(() => receiver.texts()).toEqual(['a'])
    const closing = bus.close()
    await device.publishAsync('odense/lamp-1/up', 'b', { qos: 1 })
    receiver.held[0]?.done()
    await closing
    await open()

    await expect.poll(() => receiver.texts()).toEqual(['a', 'b'])
    receiver.held[1]?.done()
  })

  test('QoS 0 and QoS 2 messages and a will are taken too; a retained one is not sent twice', async () => {
    const { device, receiver, open } = await ready()
    const second = await connectedDevice(city, 'odense/lamp-2', {
      will: { topic: 'odense/lamp-2/status', payload: Buffer.from('gone'), qos: 1, retain: true },
    })

    await device.publishAsync('odense/lamp-1/up', '0', { qos: 0, retain: true })
    await device.publishAsync('odense/lamp-1/up', '2', { qos: 2 })
    second.stream.destroy()
    await expect.poll(() => receiver.texts()).toEqual(['0', '2', 'gone'])
    for (const { done } of receiver.held) done()
    await open()
    await device.publishAsync('odense/lamp-1/up', '1', { qos: 1 })

    await expect.poll(() => receiver.texts()).toEqual(['0', '2', 'gone', '1'])
    receiver.held[3]?.done()
  })

  test('two workers share the messages; the part of one that is away waits for it', async () => {
    const receivers = [createHeldReceiver(), createHeldReceiver()]
    const open = async (index: number) => {
      const bus = await city.bus({
        name: `shared-${index}`,
        shared: true,
        receive(message, done) {
          receivers[index]?.receive(message, done)
          done()
        },
      })
      await up(bus)
      onTestFinished(() => bus.close())
      return bus
    }
    await open(0)
    const away = await open(1)
    const device = await connectedDevice(city, 'odense/lamp-1')
    const counts = () => receivers.map(({ held }) => held.length)

    for (let n = 0; n < 10; n += 1) {
      await device.publishAsync('odense/lamp-1/up', `${n}`, { qos: 1 })
    }
    await expect.poll(counts).toEqual([5, 5])
    await away.close()
    for (let n = 10; n < 20; n += 1) {
      await device.publishAsync('odense/lamp-1/up', `${n}`, { qos: 1 })
    }
    await expect.poll(counts).toEqual([10, 5])
    await open(1)

    await expect.poll(counts).toEqual([10, 10])
    const texts = receivers.flatMap((receiver) => receiver.texts())
    expect(new Set(texts).size).toBe(20)
  })

  test('the platform’s own topics reach every process, and none of them the receiver', async () => {
    const { receiver, bus } = await ready()
    const other = await city.bus({ name: 'web' })
    const heard: string[] = []
    const hear = (topic: string, payload: Uint8Array) =>
      heard.push(`${topic} ${Buffer.from(payload)}`)
    const stop = other.subscribe('bypuls/live/#', hear)
    other.subscribe('bypuls/#', () => undefined)
    await up(other)

    await expect
      .poll(() => {
        bus.publish('bypuls/live/skole-odense', '{}')
        return heard[0]
      })
      .toBe('bypuls/live/skole-odense {}')
    stop()

    expect(receiver.held).toEqual([])
    await other.close()
  })

  test('a wrong password, a broker that is away and a URL that is none are told with the remedy', async () => {
    const stranger = await city.bus({ name: 'stranger', password: 'wrong' })
    const lost = await city.bus({ url: 'mqtt://127.0.0.1:1', name: 'lost' })

    await expect
      .poll(() => stranger.health())
      .toMatchObject({
        detail: expect.stringContaining('refuses the user "bypuls"'),
        remedy: expect.stringContaining('BYPULS_BROKER_PASSWORD'),
      })
    await expect
      .poll(() => lost.health())
      .toMatchObject({
        detail: 'no answer from the broker at mqtt://127.0.0.1:1 (ECONNREFUSED)',
        remedy: expect.stringContaining('BYPULS_BROKER_URL'),
      })
    await expect(city.bus({ url: 'http://broker:1883' })).rejects.toThrow(
      'BYPULS_BROKER_URL: expected mqtt://host:1883 or mqtts://host:8883',
    )
    expect(city.warnings.join()).not.toContain('wrong')
    await stranger.close()
    await lost.close()
  })

  test('two processes of one name are told so, and do not fight', async () => {
    const { bus, name, open } = await ready()

    await open()

    await expect
      .poll(() => bus.health(), SLOW)
      .toMatchObject({
        ok: false,
        detail: expect.stringContaining(
          `another client with the id "bypuls-ingest-${name}" took over`,
        ),
        remedy: expect.stringContaining('BYPULS_PROCESS'),
      })
  })
})
