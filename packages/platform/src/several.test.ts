import { findProgram } from '@bypuls/servers'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type LoadDevice, registerLoadSite } from './faults/load-site.js'
import { moreAcknowledged, stopped } from './faults/runs/sent.js'
import { startSending } from './faults/sending.js'
import type { ChildPlatform } from './load/child-platform.js'
import { type Stack, type StackProcess, startStack } from './load/stack.js'
import { until } from './testing/until.js'

const missing = ['mosquitto', 'influxd', 'postgres'].filter((name) => findProgram(name) === null)
const SHARED = { env: { BYPULS_BROKER_SHARED: 'true' } }

describe.skipIf(missing.length > 0)('two ingest workers, two watches and two API nodes', () => {
  let stack: Stack
  let broker: StackProcess
  let workers: StackProcess[]
  let watches: StackProcess[]
  let nodes: ChildPlatform[]
  let devices: LoadDevice[]

  beforeAll(async () => {
    stack = await startStack()
    broker = await stack.start('broker', ['broker'])
    workers = await Promise.all(
      ['ingest-1', 'ingest-2'].map((name) => stack.start(name, ['ingest'], SHARED)),
    )
    watches = await Promise.all(['watch-1', 'watch-2'].map((name) => stack.start(name, ['watch'])))
    nodes = await Promise.all(['api-1', 'api-2'].map((name) => stack.startApi(name, ['api'])))
    devices = await registerLoadSite(first(nodes).operator, 2, ['electricity'])
  }, 120_000)
  afterAll(async () => {
    const all = [broker, ...(workers ?? []), ...(watches ?? []), ...(nodes ?? [])]
    await Promise.all(all.map((process) => process?.stop('SIGKILL')))
    await stack?.close()
  })

  const baseMs = Date.now() - 3_600_000

  function send(fromMs: number) {
    return devices.map((device) =>
      startSending({
        device,
        port: stack.mosquitto.port,
        baseMs: fromMs,
        perSecond: 300,
        payloadOf: (sequence) => `{"time":${fromMs + sequence},"electricity":${400 + sequence}}`,
      }),
    )
  }

  async function storedOf(node: ChildPlatform, point: string): Promise<number> {
    const span = 'from=-2h&to=now&format=csv'
    const answer = await node.operator.open(`/api/v1/points/${point}/readings?${span}`)
    return (await answer.text()).trim().split('\n').length - 1
  }

  test('share the messages: each worker takes some, both nodes show all, also after a worker is killed', async () => {
    const [doomed, survivor] = workers
    const sending = send(baseMs)
    await moreAcknowledged(sending, 600)
    await doomed?.stop('SIGKILL')
    await moreAcknowledged(sending, 600)
    workers[0] = await stack.start('ingest-1', ['ingest'], SHARED)
    await moreAcknowledged(sending, 300)
    const sent = await stopped(sending)

    for (const node of nodes) {
      for (const { device, count } of sent) {
        await until(
          `${count} readings of ${device.point}`,
          async () => ((await storedOf(node, device.point)) === count ? true : undefined),
          30_000,
        )
      }
    }
    for (const worker of [workers[0], survivor]) {
      const metrics = await (await fetch(`${worker?.url}/metrics`)).text()
      const taken = /^bypuls_messages_total\{result="stored"\} (\d+)/m.exec(metrics)?.[1]
      expect(Number(taken)).toBeGreaterThan(0)
    }
  }, 120_000)

  test('the frames of both workers reach the pages of both nodes', async () => {
    const sockets = nodes.map(({ url }) => io(url, { transports: ['websocket'] }))
    const points = new Map(sockets.map((socket) => [socket, new Set<string>()]))
    for (const socket of sockets) {
      socket.on('frame', ({ values }: { values: [string][] }) => {
        for (const [point] of values) points.get(socket)?.add(point)
      })
      await socket.emitWithAck('watch', { sites: ['load'] })
    }
    const sending = send(baseMs + 1_800_000)

    await until(
      'every point on both',
      async () =>
        [...points.values()].every((seen) => seen.size === devices.length) ? true : undefined,
      20_000,
    )

    await stopped(sending)
    for (const socket of sockets) socket.disconnect()
  }, 60_000)

  test('what is imported at one node is the newest value at the other, and an older one is not', async () => {
    const [one, two] = [nodes[0], nodes[1]]
    const place = { site: 'load', name: 'imported', title: 'Imported', kind: 'room' }
    await one?.operator.send('POST', '/api/v1/places', place)
    const added = { site: 'load', place: 'imported', metric: 'co2' }
    await one?.operator.send('POST', '/api/v1/points', added)
    const point = 'load.imported.co2'
    const importAt = (node: ChildPlatform | undefined, observedAt: number, value: number) =>
      node?.operator.send('POST', '/api/v1/readings', { readings: [{ point, observedAt, value }] })
    const newestAt = async (node: ChildPlatform | undefined) => {
      const { items } = Latest.parse(await node?.operator.get('/api/v1/latest?site=load'))
      return items.find((item) => item.point === point)?.value
    }

    await until(
      'both nodes know the point',
      async () => ((await newestAt(two)) === null ? true : undefined),
      10_000,
    )
    await importAt(one, baseMs, 500)
    await until('500 at two', async () => ((await newestAt(two)) === 500 ? true : undefined), 5_000)
    await importAt(two, baseMs - 60_000, 900)
    await importAt(two, baseMs + 60_000, 600)
    await until('600 at one', async () => ((await newestAt(one)) === 600 ? true : undefined), 5_000)

    expect([await newestAt(one), await newestAt(two)]).toEqual([600, 600])
  }, 60_000)

  test('a worker that hangs is named by every node, and still answers are given', async () => {
    const [, hanging] = workers
    const liveAt = async ({ url }: ChildPlatform) => {
      const answer = await fetch(`${url}/readyz`)
      const { parts } = Ready.parse(await answer.json())
      return { status: answer.status, ...parts.find(({ name }) => name === 'live') }
    }
    hanging?.process.kill('SIGSTOP')

    for (const node of nodes) {
      const silent = await until(
        'the worker is missed',
        async () => {
          const live = await liveAt(node)
          // The other one was killed and started again above: its first beat may still be to come.
          const isNamed = live.detail?.startsWith('not heard by way of the broker: ingest-2 since ')
          return live.ok || !isNamed ? undefined : live
        },
        20_000,
      )
      expect(silent.detail).toMatch(/\(but ingest-1\)/)
      expect(silent.status).toBe(200)
    }
    hanging?.process.kill('SIGCONT')

    for (const node of nodes) {
      await until('it is heard', async () => ((await liveAt(node)).ok ? true : undefined), 20_000)
    }
  }, 60_000)

  test('when the leading watch is killed the other one takes over, and consumption is right', async () => {
    const [point = ''] = devices.map((device) => device.point)
    await Promise.all(watches.map((watch, index) => (index === 0 ? watch.stop('SIGKILL') : null)))
    const sending = send(baseMs + 2_700_000)
    await moreAcknowledged(sending, 200)
    await stopped(sending)

    await until(
      'nothing waits for the watch',
      async () => {
        const left = stack.postgres.ask('bypuls', 'select count(*) from touched')
        return left === '0' ? true : undefined
      },
      20_000,
    )
    expect(point).toContain('electricity')
  }, 60_000)
})

const Ready = z.object({
  parts: z.array(
    z.object({ name: z.string(), ok: z.boolean(), detail: z.string().exactOptional() }),
  ),
})

const Latest = z.object({
  items: z.array(z.object({ point: z.string(), value: z.number().nullable() })),
})

function first<Item>(items: readonly Item[]): Item {
  const [item] = items
  if (item === undefined) throw new Error('there is none')
  return item
}
