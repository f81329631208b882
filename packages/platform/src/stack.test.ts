import { join } from 'node:path'
import { findProgram } from '@bypuls/servers'
import { connectAsync } from 'mqtt'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type LoadDevice, payloadOf, registerLoadSite } from './faults/load-site.js'
import { judge } from './faults/oracle.js'
import type { ChildPlatform } from './load/child-platform.js'
import { publish } from './load/publisher.js'
import { STACK_SECRETS, type Stack, type StackProcess, startStack } from './load/stack.js'
import { bypuls } from './testing/command.js'
import { until } from './testing/until.js'

const missing = ['mosquitto', 'influxd', 'postgres'].filter((name) => findProgram(name) === null)

const Credential = z.object({ username: z.string(), password: z.string() })
const Messages = z.object({
  items: z.array(z.object({ outcome: z.string(), topic: z.string().nullable() })),
})
const FOREIGN = 'odense/foreign/#'
const Latest = z.object({
  items: z.array(z.object({ point: z.string(), value: z.number().nullable() })),
})

describe.skipIf(missing.length > 0)(
  'on Mosquitto, InfluxDB and Postgres, in four processes',
  () => {
    let stack: Stack
    let broker: StackProcess
    let ingest: StackProcess
    let watch: StackProcess
    let api: ChildPlatform
    let devices: LoadDevice[]
    const baseMs = Date.now() - 86_400_000

    beforeAll(async () => {
      stack = await startStack()
      ;[broker, ingest, watch, api] = await Promise.all([
        stack.start('broker', ['broker']),
        stack.start('ingest', ['ingest']),
        stack.start('watch', ['watch']),
        stack.startApi('api', ['api']),
      ])
      devices = await registerLoadSite(api.operator, 2)
    }, 120_000)
    afterAll(async () => {
      await Promise.all([broker, ingest, watch, api].map((process) => process?.stop('SIGKILL')))
      await stack?.close()
    })

    test('a device that was just added publishes, and its readings are latest, stored and exported', async () => {
      const sent = await Promise.all(devices.map((device) => send(device, 500)))

      expect(sent.map(({ complete }) => complete)).toEqual([true, true])
      await until('the latest value', async () => {
        const { items } = Latest.parse(await api.operator.get('/api/v1/latest?site=load'))
        return items.filter(({ value }) => value === 899).length === 2 ? items : undefined
      })
      const verdict = await until('all in the store', async () => {
        const found = await judge(
          api.operator,
          sent.map(({ device, acknowledgedAt }) => ({
            device,
            baseMs,
            count: 500,
            acknowledged: acknowledgedAt,
          })),
        )
        return found.missing === 0 ? found : undefined
      })
      expect(verdict).toEqual({
        acknowledged: 1_000,
        stored: 1_000,
        missing: 0,
        doubled: 0,
        wrong: 0,
      })
    })

    test('a device’s new password is good within seconds, and its old one no longer', async () => {
      const [device] = devices
      if (device === undefined) throw new Error('no device')

      const { code, out } = await bypuls(
        ['device', 'rotate', device.username, '--json'],
        settings(),
      )
      const rotated = { ...device, ...Credential.parse(JSON.parse(out)) }

      expect(code).toBe(0)
      await until('the old password is refused', async () =>
        (await isLetIn(device)) ? undefined : true,
      )
      await until('the new one is good', async () => ((await isLetIn(rotated)) ? true : undefined))
      devices[0] = rotated
    }, 30_000)

    test('a revoked device is cut within seconds', async () => {
      const [, device] = devices
      if (device === undefined) throw new Error('no device')
      const connected = await connectAsync(`mqtt://127.0.0.1:${stack.mosquitto.port}`, {
        ...device,
        reconnectPeriod: 0,
      })
      const closed = new Promise<void>((resolve) => connected.once('close', () => resolve()))

      await bypuls(['device', 'revoke', device.username], settings())
      await closed

      expect(await isLetIn(device)).toBe(false)
    }, 30_000)

    test('what a device may not do is refused, logged and told to it', async () => {
      const [device] = devices
      if (device === undefined) throw new Error('no device')
      const path = `/api/v1/devices/${device.username}/messages`

      await until(
        'the refusal is told',
        async () => {
          await subscribeOnce(device, FOREIGN)
          const { items } = Messages.parse(await api.operator.get(path))
          return items.find(({ outcome, topic }) => outcome === 'refused' && topic === FOREIGN)
        },
        20_000,
      )

      expect(broker.log()).toContain(FOREIGN)
    }, 30_000)

    test('the registry of a backup comes back in an empty database', async () => {
      const folder = join(stack.folder, 'backup')
      const url = stack.postgres.createDatabase('restored')
      const restored = { ...settings(), BYPULS_REGISTRY_URL: url }

      const backup = await bypuls(['backup', folder, '--json'], settings())
      const again = await bypuls(['restore', folder], restored)
      const listed = await bypuls(['device', 'list', '--json'], restored)

      expect(backup.out).toContain('back them up with its own tools')
      expect(again.code).toBe(0)
      expect(listed.out).toContain('device-0')
      expect((await bypuls(['restore', folder], restored)).error).toContain('empty database')
    }, 60_000)

    test('nothing secret is in any log', () => {
      const logs = [broker, ingest, watch, api].map((process) => process.log()).join('\n')
      const secrets = [
        ...Object.values(STACK_SECRETS),
        stack.influxd.token,
        stack.postgres.password,
        ...devices.map(({ password }) => password),
      ]

      expect(secrets.filter((secret) => logs.includes(secret))).toEqual([])
    })

    /** Of a command that a person runs on the same machine. */
    function settings() {
      return { ...stack.env, BYPULS_DATA: join(stack.folder, 'api') }
    }

    async function isLetIn(device: LoadDevice): Promise<boolean> {
      const url = `mqtt://127.0.0.1:${stack.mosquitto.port}`
      try {
        await (await connectAsync(url, { ...device, reconnectPeriod: 0 })).endAsync()
        return true
      } catch {
        return false
      }
    }

    async function subscribeOnce(device: LoadDevice, topic: string): Promise<void> {
      const url = `mqtt://127.0.0.1:${stack.mosquitto.port}`
      const client = await connectAsync(url, { ...device, reconnectPeriod: 0 })
      await client.subscribeAsync(topic, { qos: 1 }).catch(() => undefined)
      await client.endAsync()
    }

    /** The broker lets a new device in within seconds. */
    function send(device: LoadDevice, count: number) {
      return until(
        'the broker knows the device',
        () =>
          publish({
            port: stack.mosquitto.port,
            ...device,
            payloadOf: (sequence) => payloadOf(baseMs, sequence),
            first: 0,
            count,
            window: 100,
          }).then(
            (result) => ({ device, ...result }),
            () => undefined,
          ),
        15_000,
      )
    }
  },
)
