import { findProgram } from '@bypuls/servers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type LoadDevice, payloadOf, registerLoadSite } from './faults/load-site.js'
import { judge } from './faults/oracle.js'
import type { ChildPlatform } from './load/child-platform.js'
import { publish } from './load/publisher.js'
import { STACK_SECRETS, type Stack, type StackProcess, startStack } from './load/stack.js'
import { until } from './testing/until.js'

const missing = ['mosquitto', 'influxd', 'postgres'].filter((name) => findProgram(name) === null)

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
