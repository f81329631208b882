import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DeviceMessageList, LatestList, WindowSeriesList } from '@bypuls/model'
import { connectAsync } from 'mqtt'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ChildPlatform, startChild } from './load/child-platform.js'
import { bypuls, program } from './testing/command.js'
import { until } from './testing/until.js'

const MOSQUITTO = '/usr/bin/mosquitto_pub'
const PAHO = '/usr/lib/python3/dist-packages/paho'

let folder: string
let platform: ChildPlatform
let password: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bypuls-chain-'))
  platform = await startChild(folder)
  const add = (...args: string[]) => bypuls(args, { BYPULS_DATA: folder })
  await add('organisation', 'add', '--name', 'odense')
  await add(
    'site',
    'add',
    '--organisation',
    'odense',
    '--name',
    'skole',
    '--latitude',
    '55.4',
    '--longitude',
    '10.4',
    '--public',
  )
  await add('point', 'add', '--site', 'skole', '--place', 'room-1', '--metric', 'co2')
  const added = await add(
    'device',
    'add',
    '--organisation',
    'odense',
    '--name',
    'sensor-1',
    '--point',
    'co2=skole.room-1.co2',
    '--json',
  )
  password = JSON.parse(added.out).password
})

afterAll(async () => {
  await platform.stop('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
})

const latestValue = async () => {
  const latest = LatestList.parse(await platform.operator.get('/api/v1/latest?site=skole'))
  return latest.items.find((item) => item.point === 'skole.room-1.co2')?.value
}

test.runIf(existsSync(MOSQUITTO))(
  'what mosquitto_pub sends is in latest, windows and Parquet',
  async () => {
    const sent = await mosquittoPub({ payload: '{"co2":612}' })

    expect(sent.code).toBe(0)
    await until('612 in latest', async () => ((await latestValue()) === 612 ? true : undefined))
    const asked = '/api/v1/windows?points=skole.room-1.co2&from=-1h&to=now&window=PT1H'
    const window = await until('a window in the store', async () => {
      const { items } = WindowSeriesList.parse(await platform.operator.get(asked))
      const last = items[0]?.windows.at(-1)
      return last?.count === 1 ? last : undefined
    })
    expect(window).toMatchObject({ value: 612, quality: 'good' })
    const file = await platform.operator.open(
      '/api/v1/points/skole.room-1.co2/readings?from=-1h&format=parquet',
    )
    expect(
      Buffer.from(await file.arrayBuffer())
        .subarray(0, 4)
        .toString(),
    ).toBe('PAR1')
  },
)

test.runIf(existsSync(PAHO))('what a paho client sends is acknowledged and shown', async () => {
  const script = [
    'import sys, paho.mqtt.publish as p',
    'p.single("odense/sensor-1/up", \'{"co2": 733}\', qos=1, hostname="127.0.0.1", port=int(sys.argv[1]),',
    '  auth={"username": "odense/sensor-1", "password": sys.argv[2]})',
  ].join('\n')

  const sent = await program('/usr/bin/python3', [
    '-c',
    script,
    String(platform.mqttPort),
    password,
  ])

  expect(sent).toMatchObject({ code: 0 })
  await until('733 in latest', async () => ((await latestValue()) === 733 ? true : undefined))
})

test.runIf(existsSync(MOSQUITTO))(
  'a refused client is told of in the device’s own messages',
  async () => {
    await mosquittoPub({ payload: '{"co2":1}', password: 'wrong' })
    await mosquittoPub({ payload: '{"co2":1}', topic: 'aalborg/sensor-1/up' })

    const messages = await until('two refusals', async () => {
      const list = DeviceMessageList.parse(
        await platform.operator.get('/api/v1/devices/odense/sensor-1/messages'),
      )
      const refused = list.items.filter((item) => item.outcome === 'refused')
      return refused.length >= 2 ? refused : undefined
    })
    expect(messages.map((message) => message.detail)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('wrong password'),
        expect.stringContaining('odense/sensor-1/'),
      ]),
    )
  },
)

test.runIf(existsSync(MOSQUITTO))('a bad field is told of and loses nothing else', async () => {
  await mosquittoPub({ payload: '{"co2":814,"pm10":"high"}' })

  await until('814 in latest', async () => ((await latestValue()) === 814 ? true : undefined))
  const list = DeviceMessageList.parse(
    await platform.operator.get('/api/v1/devices/odense/sensor-1/messages'),
  )
  expect(list.items.find((item) => item.outcome === 'partly')?.rejected).toMatchObject([
    { reason: 'not-a-number', path: 'pm10', detail: expect.stringContaining('high') },
  ])
})

function mosquittoPub(given: { payload: string; password?: string; topic?: string }) {
  const topic = given.topic ?? 'odense/sensor-1/up'
  return program(MOSQUITTO, [
    ...['-h', '127.0.0.1', '-p', String(platform.mqttPort), '-V', '311', '-q', '1'],
    ...[
      '-u',
      'odense/sensor-1',
      '-P',
      given.password ?? password,
      '-t',
      topic,
      '-m',
      given.payload,
    ],
  ])
}

test('a revoked device is cut at once and does not come back', async () => {
  const added = await bypuls(
    ['device', 'add', '--organisation', 'odense', '--name', 'sensor-2', '--json'],
    { BYPULS_DATA: folder },
  )
  const client = await connectAsync(`mqtt://127.0.0.1:${platform.mqttPort}`, {
    username: 'odense/sensor-2',
    password: JSON.parse(added.out).password,
    reconnectPeriod: 0,
  })
  const closed = new Promise<void>((done) => client.once('close', () => done()))

  await bypuls(['device', 'revoke', 'odense/sensor-2'], { BYPULS_DATA: folder })
  await closed

  const again = connectAsync(`mqtt://127.0.0.1:${platform.mqttPort}`, {
    username: 'odense/sensor-2',
    password: JSON.parse(added.out).password,
    reconnectPeriod: 0,
  })
  await expect(again).rejects.toThrow('Not authorized')
})
