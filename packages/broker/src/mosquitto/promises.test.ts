import { readFile } from 'node:fs/promises'
import { findProgram } from '@bypuls/servers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type MosquittoCity, startMosquittoCity } from '../testing/mosquitto-city.js'
import { configurationPromises, parseConfiguration } from './configuration.js'
import { brokerPromises } from './promises.js'

const SHIPPED = new URL('../../../../mosquitto/mosquitto.conf', import.meta.url)

test('the shipped configuration keeps every promise', async () => {
  const promises = configurationPromises(await readFile(SHIPPED, 'utf8'))

  expect(promises.length).toBeGreaterThan(7)
  expect(promises.filter(({ ok }) => !ok)).toEqual([])
})

test('Mosquitto’s defaults keep few, each broken one with its remedy', () => {
  const promises = configurationPromises('listener 1883\nacl_file /etc/acl\n# persistence true\n')

  expect(promises.flatMap((one) => (one.ok ? [] : [one.detail]))).toEqual([
    'persistence is off: a restart throws away what an absent ingest has not taken',
    'only 1000 messages wait for an absent ingest; more are acknowledged and thrown away',
    "devices come in where the platform does: one that guesses a client id cuts the platform's connection",
    'port 1883 lets anybody in',
    "on port 1883 a device cuts another's connection by using its client id",
  ])
})

test('settings below a listener are the listener’s, others the broker’s', () => {
  const { global, listeners } = parseConfiguration(
    'listener 1883 0.0.0.0\nallow_anonymous false\npersistence true\n\nlistener 1884\n',
  )

  expect([...global]).toEqual([['persistence', 'true']])
  expect(listeners.map((listener) => [...listener])).toEqual([
    [
      ['port', '1883'],
      ['allow_anonymous', 'false'],
    ],
    [['port', '1884']],
  ])
})

describe.skipIf(findProgram('mosquitto') === null)('what a running Mosquitto promises', () => {
  let city: MosquittoCity
  beforeAll(async () => {
    city = await startMosquittoCity(['odense/lamp-1'], { settings: { max_packet_size: '1000' } })
  })
  afterAll(() => city.stop())

  test('its version, and what it says it does not take', async () => {
    const promises = await brokerPromises({ url: city.server.platformUrl, ...city.platform })

    expect(promises.map(({ detail }) => detail)).toEqual([
      expect.stringMatching(/answers: mosquitto version 2\./),
      'it takes packets of 1000 bytes at most; the platform takes 4194304',
      expect.stringContaining('cannot be seen from here'),
      expect.stringContaining('acknowledges before its disk'),
    ])
  })

  test('a broker that refuses or is away is one broken promise with the remedy', async () => {
    const { username } = city.platform
    const url = city.server.platformUrl

    expect(await brokerPromises({ url, username, password: 'wrong' })).toMatchObject([
      { ok: false, remedy: expect.stringContaining('BYPULS_BROKER_PASSWORD') },
    ])
    expect(
      await brokerPromises({ url: 'mqtt://127.0.0.1:1', username, password: 'p' }),
    ).toMatchObject([{ ok: false, remedy: expect.stringContaining('BYPULS_BROKER_URL') }])
  })
})
