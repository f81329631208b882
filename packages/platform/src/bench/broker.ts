import { cpus, loadavg } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { bypulsConsumer } from '../load/consumers.js'
import { createMosquittoSub } from '../load/mosquitto-sub.js'
import { type Bench, spread } from './bench.js'
import { type CityLoad, createCityLoad } from './broker-load.js'
import { type Consumed, consumeLive, drainQueue, figures, WARM_MESSAGES } from './consume.js'
import { type CityStack, withCityStack } from './with-stack.js'

type Print = Parameters<Bench['run']>[0]

const ROUNDS = 3
const MESSAGES = 200_000
const LOADS: readonly CityLoad[] = [
  { devices: 1_000, connections: 8, window: 2_000, readingsPerMessage: 1 },
  { devices: 1_000, connections: 8, window: 2_000, readingsPerMessage: 6 },
]

/** Acknowledged when on disk and stored in InfluxDB, beside a subscriber that throws everything away. */
export const brokerBench: Bench = {
  name: 'broker',
  title: 'the ingest behind Mosquitto at QoS 1, as a share of mosquitto_sub -q 1 > /dev/null',
  run: (print) =>
    withCityStack({ devices: 1_000 }, async (given) => {
      for (const load of LOADS) {
        await compare('queue', { ...given, load }, print)
        await compare('live', { ...given, load }, print)
      }
    }),
}

type Given = CityStack & { readonly load: CityLoad }

async function compare(form: 'queue' | 'live', given: Given, print: Print): Promise<void> {
  const { stack, oracle } = given
  const city = createCityLoad(given, given.load)
  const bypuls = bypulsConsumer(stack)
  const ours: Consumed[] = []
  const bare: BareRun[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const consume = form === 'queue' ? drainQueue : consumeLive
    const prepared = city.prepare(MESSAGES)
    const warm = city.prepare(WARM_MESSAGES)
    ours.push(await consume({ stack, oracle, consumer: bypuls, warm, prepared }))
    bare.push(await (form === 'queue' ? bareQueue : bareLive)(given, city))
  }
  print({
    bench: 'broker',
    case:
      form === 'queue'
        ? 'a queue of the broker drained, nobody publishing'
        : 'published as fast as it goes meanwhile',
    cores: cpus().length,
    loadAverage: loadavg()[0],
    messages: MESSAGES,
    rounds: ROUNDS,
    warmUpMessages: WARM_MESSAGES,
    ...city.settings,
    store: 'influxdb',
    bypuls: figures(ours),
    mosquittoSub: {
      messagesPerS: spread(bare.map(({ perS }) => perS)),
      cpuUsPerMessage: spread(bare.map(({ cpuUs }) => cpuUs)),
    },
    ratio: spread(ours.map(({ messagesPerS }, round) => messagesPerS / (bare[round]?.perS ?? 0))),
    goal: '>= 0.9, lost 0',
  })
}

type BareRun = { readonly perS: number; readonly cpuUs: number }

async function bareQueue({ stack }: Given, city: ReturnType<typeof createCityLoad>) {
  const sub = createMosquittoSub(stack.mosquitto.platformPort)
  await sub.subscribe()
  await city.prepare(MESSAGES).publish()
  const { seconds, cpuMs } = await sub.take(MESSAGES)
  await sub.forget()
  return { perS: MESSAGES / seconds, cpuUs: (cpuMs * 1_000) / MESSAGES }
}

async function bareLive({ stack }: Given, city: ReturnType<typeof createCityLoad>) {
  const sub = createMosquittoSub(stack.mosquitto.platformPort)
  const prepared = city.prepare(MESSAGES)
  await sub.subscribe()
  const taking = sub.take(MESSAGES)
  // Connected and waiting, as ours is.
  await setTimeout(500)
  const startedAt = performance.now()
  await prepared.publish()
  const { cpuMs } = await taking
  await sub.forget()
  const seconds = (performance.now() - startedAt) / 1_000
  return { perS: MESSAGES / seconds, cpuUs: (cpuMs * 1_000) / MESSAGES }
}
