import { loadavg } from 'node:os'
import { type BypulsConsumer, bypulsConsumer, together } from '../load/consumers.js'
import { type Bench, spread } from './bench.js'
import { createCityLoad } from './broker-load.js'
import { type Consumed, drainQueue, figures, WARM_MESSAGES } from './consume.js'
import type { CityStack } from './with-stack.js'

type Print = Parameters<Bench['run']>[0]

const ROUNDS = 3
const MESSAGES = 150_000

/** One worker with the broker's messages, and two that share them, each draining a queue of the same size. */
export async function workers(given: CityStack, print: Print): Promise<void> {
  const { stack, oracle } = given
  const load = { devices: 1_000, connections: 8, window: 2_000, readingsPerMessage: 6 } as const
  const city = createCityLoad(given, load)
  const worker = (name: string): BypulsConsumer => bypulsConsumer(stack, { name, shared: true })
  const one = worker('worker-a')
  const two = together([worker('worker-b'), worker('worker-c')])

  const found = new Map<typeof one | typeof two, Consumed[]>([
    [one, []],
    [two, []],
  ])
  for (let round = 0; round < ROUNDS; round++) {
    for (const [consumer, runs] of found) {
      const warm = city.prepare(WARM_MESSAGES)
      const prepared = city.prepare(MESSAGES)
      runs.push(await drainQueue({ stack, oracle, consumer, warm, prepared }))
    }
  }
  const [single = [], double = []] = [...found.values()]
  const ratio = (of: (run: Consumed) => number) =>
    spread(double.map((run, round) => of(run) / of(single[round] ?? run)))
  print({
    case: 'ingest workers on one broker, a shared subscription, a queue drained',
    messages: MESSAGES,
    rounds: ROUNDS,
    warmUpMessages: WARM_MESSAGES,
    ...city.settings,
    loadAverage: loadavg()[0],
    oneWorker: figures(single),
    twoWorkers: figures(double),
    ratioOfRates: ratio(({ messagesPerS }) => messagesPerS),
    ratioOfCpu: ratio(({ cpuUs }) => cpuUs),
  })
}
