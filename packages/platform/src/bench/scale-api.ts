import { loadavg } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { BULK } from '../load/bulk-city.js'
import type { ChildPlatform } from '../load/child-platform.js'
import { bypulsConsumer } from '../load/consumers.js'
import { startUse } from '../load/process-use.js'
import type { Bench } from './bench.js'
import { createCityLoad } from './broker-load.js'
import type { CityStack } from './with-stack.js'

type Print = Parameters<Bench['run']>[0]

const MESSAGES_PER_S = 5_000
const SECONDS = 6
/** The code of a process that has just started is slow. */
const WARM_MESSAGES = 100_000
/** Questions that wait for their answer at the same time. */
const ASKING = 8

/** The same live messages and the same questions with one API node and with two. */
export async function apiNodes(given: CityStack, print: Print): Promise<void> {
  const { stack } = given
  const load = { devices: 1_000, connections: 8, window: 2_000, readingsPerMessage: 6 } as const
  const city = createCityLoad(given, load)
  const ingest = bypulsConsumer(stack, { name: 'beside-api' })
  await ingest.start()
  await city.prepare(WARM_MESSAGES).publish()
  const nodes: ChildPlatform[] = []
  for (const name of ['api-a', 'api-b']) {
    nodes.push(await stack.startApi(name, ['api']))
    await setTimeout(1_000)
    const pids = nodes.map((node) => node.process.pid ?? 0)
    const used = startUse({ ingest: ingest.pids(), api: pids })
    const { acknowledged } = await city.prepare(MESSAGES_PER_S * SECONDS).publish(MESSAGES_PER_S)
    const { ingest: ingestMs = 0, api: apiMs = 0 } = used()
    print({
      case: `live frames to ${nodes.length} API nodes at ${MESSAGES_PER_S} messages per second`,
      nodes: nodes.length,
      messages: acknowledged,
      loadAverage: loadavg()[0],
      ingestCpuUsPerMessage: (ingestMs * 1_000) / acknowledged,
      apiCpuUsPerMessageAndNode: (apiMs * 1_000) / acknowledged / nodes.length,
    })
    print({
      case: `newest values of ${load.devices * 6} points, asked again and again`,
      ...(await ask(nodes)),
    })
  }
  await Promise.all(nodes.map((node) => node.stop('SIGTERM')))
  await ingest.stop('SIGTERM')
  await ingest.forget()
}

async function ask(nodes: readonly ChildPlatform[]) {
  const used = startUse({ api: nodes.map((node) => node.process.pid ?? 0) })
  const startedAt = performance.now()
  const until = startedAt + SECONDS * 1_000
  let answers = 0
  let bytes = 0
  const asking = async (node: ChildPlatform) => {
    while (performance.now() < until) {
      const answer = await node.operator.open(`/api/v1/latest?site=${BULK}&limit=6000`)
      bytes += (await answer.arrayBuffer()).byteLength
      answers += 1
    }
  }
  await Promise.all(
    nodes.flatMap((node) => Array.from({ length: ASKING / nodes.length }, () => asking(node))),
  )
  const seconds = (performance.now() - startedAt) / 1_000
  return {
    nodes: nodes.length,
    loadAverage: loadavg()[0],
    askingAtOnce: ASKING,
    answersPerS: Math.round((answers / seconds) * 10) / 10,
    bytesPerAnswer: Math.round(bytes / answers),
    apiCpuMsPerAnswer: Math.round(((used().api ?? 0) / answers) * 100) / 100,
  }
}
