import { findProgram } from '@bypuls/servers'
import mqtt from 'mqtt'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type MosquittoCity, startMosquittoCity } from '../testing/mosquitto-city.js'
import { selfSigned } from '../testing/self-signed.js'

describe.skipIf(findProgram('mosquitto') === null)('the other listeners that are shipped', () => {
  const tls = selfSigned()
  let city: MosquittoCity
  let received: string[]
  beforeAll(async () => {
    city = await startMosquittoCity(['odense/lamp-1'], { tls, websockets: true })
  })
  afterAll(() => city.stop())

  test('devices and the platform come in by TLS', async () => {
    const { tlsPort, platformTlsPort } = city.server
    await openIngest(`mqtts://localhost:${platformTlsPort}`, { ca: tls.cert })

    await publish(`mqtts://localhost:${tlsPort}`, { ca: tls.cert })

    await expect.poll(() => received).toEqual(['odense/lamp-1/up'])
  })

  test('by TLS, which brings each message by itself, a long queue still comes at once', async () => {
    const url = `mqtts://localhost:${city.server.platformTlsPort}`
    const count = 5_000
    const bus = await openIngest(url, { ca: tls.cert })
    await bus.close()
    const device = await connected(`mqtt://127.0.0.1:${city.server.port}`)
    await Promise.all(
      Array.from({ length: count }, () => device.publishAsync('odense/lamp-1/up', '1', { qos: 1 })),
    )

    await openIngest(url, { ca: tls.cert })

    await expect.poll(() => received.length, { timeout: 10_000 }).toBe(count)
    await device.endAsync()
  })

  test('devices come in by websockets, and are cut there too when they are revoked', async () => {
    await openIngest(city.server.platformUrl)
    const url = `ws://127.0.0.1:${city.server.websocketsPort}`
    await publish(url)
    await expect.poll(() => received).toEqual(['odense/lamp-1/up'])
    const device = await connected(url)

    city.change({ remove: ['odense/lamp-1'] })

    await expect.poll(() => device.connected, { timeout: 5_000 }).toBe(false)
    city.change({ add: ['odense/lamp-1'] })
  })

  test('a certificate that nobody vouches for is a trouble with its remedy', async () => {
    const url = `mqtts://localhost:${city.server.platformTlsPort}`

    const bus = await city.bus({ url })

    await expect
      .poll(() => bus.health())
      .toEqual({
        ok: false,
        detail: expect.stringMatching(/certificate of mqtts:.* is not trusted/),
        remedy: expect.stringContaining('BYPULS_BROKER_CA'),
      })
    await bus.close()
  })

  async function openIngest(url: string, more: { ca?: string } = {}) {
    received = []
    const bus = await city.bus({
      url,
      ...more,
      name: `by-${url.slice(0, 5)}`,
      receive(message, done) {
        received.push(message.topic)
        done()
      },
    })
    onTestFinished(() => bus.close())
    await expect.poll(() => bus.health(), { timeout: 15_000 }).toEqual({ ok: true })
    return bus
  }

  async function publish(url: string, more: mqtt.IClientOptions = {}): Promise<void> {
    const device = await connected(url, more)
    await device.publishAsync('odense/lamp-1/up', '1', { qos: 1 })
    await device.endAsync()
  }

  function connected(url: string, more: mqtt.IClientOptions = {}) {
    const who = { username: 'odense/lamp-1', password: 'right', reconnectPeriod: 0 }
    return mqtt.connectAsync(url, { ...who, ...more })
  }
})
