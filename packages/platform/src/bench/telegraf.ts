import { cpus, loadavg } from 'node:os'
import {
  type BypulsConsumer,
  bypulsConsumer,
  type Consumer,
  telegrafConsumer,
} from '../load/consumers.js'
import type { InfluxOracle } from '../load/influx-oracle.js'
import type { Stack } from '../load/stack.js'
import { AS_SHIPPED, TUNED } from '../load/telegraf.js'
import { type Bench, spread } from './bench.js'
import { type CityLoad, createCityLoad } from './broker-load.js'
import { type Consumed, consumeLive, drainQueue, figures, WARM_MESSAGES } from './consume.js'
import { killedAtLoad, poisoned, storeAway } from './telegraf-faults.js'
import { withCityStack } from './with-stack.js'

type Print = Parameters<Bench['run']>[0]

const ROUNDS = 3
const MESSAGES = 200_000
const STEADY = { perS: 5_000, messages: 25_000 }
const LOAD: CityLoad = { devices: 1_000, connections: 8, window: 2_000, readingsPerMessage: 6 }
/** Store away in the bench that runs with the others, and in the long one. */
const AWAY_S = 10
const LONG_AWAY_S = 300

/** Six readings per message, through one Mosquitto into one InfluxDB, by Bypuls and by Telegraf in turn. */
export const telegrafBench: Bench = {
  name: 'telegraf',
  title:
    'six-metric messages through Mosquitto into InfluxDB beside Telegraf, tuned: rate, processor time, losses',
  run: (print) =>
    withRivals(print, async (rivals) => {
      await ceiling(rivals, print)
      for (const form of FORMS) await compare(form, rivals, print)
      for (const consumer of rivals.all) print(await killedAtLoad(rivals, consumer))
      for (const consumer of [...rivals.both, rivals.texts]) print(await poisoned(rivals, consumer))
      for (const consumer of rivals.both) print(await storeAway(rivals, consumer, AWAY_S))
    }),
}

/** The store away for five minutes at 1 000 messages per second. */
export const telegrafAwayBench: Bench = {
  name: 'telegraf-away',
  title: 'InfluxDB away for five minutes at 1 000 messages per second, Bypuls and Telegraf',
  run: (print) =>
    withRivals(print, async (rivals) => {
      for (const consumer of rivals.both) print(await storeAway(rivals, consumer, LONG_AWAY_S))
    }),
}

export type Rivals = {
  readonly stack: Stack
  readonly oracle: InfluxOracle
  readonly load: ReturnType<typeof createCityLoad>
  readonly bypuls: BypulsConsumer
  /** Bypuls and Telegraf tuned. */
  readonly both: readonly Consumer[]
  /** Telegraf as shipped as well. */
  readonly all: readonly Consumer[]
  /** Telegraf tuned, and told to keep texts as fields. */
  readonly texts: Consumer
}

async function withRivals(print: Print, work: (rivals: Rivals) => Promise<void>): Promise<void> {
  await withCityStack({ devices: LOAD.devices }, async (given) => {
    const { stack, oracle } = given
    for (const name of ['telegraf', 'shipped', 'texts']) await oracle.addBucket(name)
    const load = createCityLoad(given, LOAD)
    const bypuls = bypulsConsumer(stack)
    const telegraf = telegrafConsumer(stack, {
      name: 'telegraf',
      bucket: 'telegraf',
      tuning: TUNED,
    })
    const shipped = telegrafConsumer(stack, {
      name: 'telegraf as shipped',
      bucket: 'shipped',
      tuning: AS_SHIPPED,
    })
    const texts = telegrafConsumer(stack, {
      name: 'telegraf, texts kept',
      bucket: 'texts',
      tuning: { ...TUNED, keepTexts: true },
    })
    print({
      bench: 'telegraf',
      case: 'settings',
      cores: cpus().length,
      node: process.version,
      ...load.settings,
      rounds: ROUNDS,
      warmUpMessages: WARM_MESSAGES,
      bypuls:
        'processes: broker, ingest; shipped Mosquitto settings; QoS 1, acknowledged when on disk',
      telegrafTuned: TUNED,
      telegrafAsShipped: AS_SHIPPED,
    })
    const both = [bypuls, telegraf]
    await work({ stack, oracle, load, bypuls, both, all: [...both, shipped], texts })
  })
}

/** What the publisher and the broker manage with nobody behind them. */
async function ceiling({ load }: Rivals, print: Print): Promise<void> {
  const rates: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const { acknowledged, seconds } = await load.prepare(MESSAGES).publish()
    rates.push(acknowledged / seconds)
  }
  print({
    bench: 'telegraf',
    case: 'publisher and broker alone',
    messages: MESSAGES,
    messagesPerS: spread(rates),
  })
}

type Form = {
  readonly says: string
  readonly messages: number
  readonly consume: typeof consumeLive
}

const FORMS: readonly Form[] = [
  {
    says: 'a queue of the broker drained, nobody publishing',
    messages: MESSAGES,
    consume: drainQueue,
  },
  { says: 'published as fast as it goes meanwhile', messages: MESSAGES, consume: consumeLive },
  {
    says: `published at ${STEADY.perS} messages per second`,
    messages: STEADY.messages,
    consume: (measured) => consumeLive({ ...measured, perS: STEADY.perS }),
  },
]

async function compare(form: Form, rivals: Rivals, print: Print): Promise<void> {
  const found = new Map<string, Consumed[]>(rivals.both.map(({ name }) => [name, []]))
  for (let round = 0; round < ROUNDS; round++) {
    for (const consumer of rivals.both) {
      const warm = rivals.load.prepare(WARM_MESSAGES)
      const prepared = rivals.load.prepare(form.messages)
      found.get(consumer.name)?.push(await form.consume({ ...rivals, consumer, warm, prepared }))
    }
  }
  const [ours = [], theirs = []] = [...found.values()]
  const ratio = (of: (one: Consumed) => number) =>
    spread(ours.map((one, round) => of(one) / of(theirs[round] ?? one)))
  print({
    bench: 'telegraf',
    case: form.says,
    messages: form.messages,
    loadAverage: loadavg()[0],
    bypuls: figures(ours),
    telegraf: figures(theirs),
    ratioOfRates: ratio(({ messagesPerS }) => messagesPerS),
    ratioOfCpu: ratio(({ cpuUs }) => cpuUs),
    goal: 'rate >= 1.3, cpu <= 0.45, lost 0',
  })
}
