import { setTimeout } from 'node:timers/promises'
import { type Arrivals, arrivals } from '../load/arrivals.js'
import type { Consumer } from '../load/consumers.js'
import type { InfluxOracle } from '../load/influx-oracle.js'
import { startUse } from '../load/process-use.js'
import type { Stack } from '../load/stack.js'
import { spread } from './bench.js'
import type { Prepared } from './broker-load.js'

export type Consumed = {
  readonly messagesPerS: number
  readonly readingsStoredPerS: number
  /** Of the consumer's own process. */
  readonly cpuUs: number
  readonly brokerCpuUs: number
  readonly storeCpuUs: number
  /** Readings that the store does not hold. */
  readonly lost: number
  /** Until everything was acknowledged to the publisher, messages per second. */
  readonly publishedPerS: number
}

type Measured = {
  readonly stack: Stack
  readonly oracle: InfluxOracle
  readonly consumer: Consumer
  readonly prepared: Prepared
  /** Taken before anything is counted, for the code of a process that has just started is slow. */
  readonly warm: Prepared
  /** Published at so many messages per second; absent: as fast as it goes. */
  readonly perS?: number
}

/** How many messages make a process warm. */
export const WARM_MESSAGES = 60_000
/** After a start, and after the last arrival: what a program then still does belongs to it. */
const SETTLED_MS = 1_000

/**
 * The consumer's own rate: it is halted (SIGSTOP) while the broker's queue for it is filled, then it
 * drains that with nobody publishing. Timed from then until the store has nine tenths; counted by the
 * store.
 */
export async function drainQueue(measured: Measured): Promise<Consumed> {
  const { oracle, consumer, prepared } = measured
  await startWarm(measured)
  for (const pid of consumer.pids()) process.kill(pid, 'SIGSTOP')
  const published = await prepared.publish()
  const before = await oracle.linesWritten()
  const used = startUse({ ...serversOf(measured.stack), consumer: consumer.pids() })
  const arriving = arrivals(oracle, { before, lines: prepared.messages })
  for (const pid of consumer.pids()) process.kill(pid, 'SIGCONT')
  const arrived = await arriving
  await setTimeout(SETTLED_MS)
  const found = await consumed(measured, {
    use: used(),
    perS: arrived.perS,
    publishedPerS: published.acknowledged / published.seconds,
  })
  await away(consumer)
  return found
}

/** The same while it is published: timed from the first publish until the store has nine tenths. */
export async function consumeLive(measured: Measured): Promise<Consumed> {
  await startWarm(measured)
  const found = await consumeRunning(measured)
  await away(measured.consumer)
  return found
}

/** The same with a consumer that runs already, and goes on. */
export async function consumeRunning(measured: Omit<Measured, 'warm'>): Promise<Consumed> {
  const { oracle, consumer, prepared, stack } = measured
  const before = await oracle.linesWritten()
  const used = startUse({ ...serversOf(stack), consumer: consumer.pids() })
  const [arrived, published] = await Promise.all<
    [Promise<Arrivals>, ReturnType<Prepared['publish']>]
  >([arrivals(oracle, { before, lines: prepared.messages }), prepared.publish(measured.perS)])
  await setTimeout(SETTLED_MS)
  return consumed(measured, {
    use: used(),
    perS: arrived.perS,
    publishedPerS: published.acknowledged / published.seconds,
  })
}

async function startWarm({ oracle, consumer, warm }: Measured): Promise<void> {
  await consumer.start()
  await setTimeout(SETTLED_MS)
  const before = await oracle.linesWritten()
  await Promise.all([arrivals(oracle, { before, lines: warm.messages }), warm.publish()])
  await setTimeout(SETTLED_MS)
}

async function away(consumer: Consumer): Promise<void> {
  await consumer.stop('SIGTERM')
  await consumer.forget()
}

function serversOf(stack: Stack): Record<string, readonly number[]> {
  return { broker: [stack.mosquitto.pid()], store: [stack.influxd.pid()] }
}

async function consumed(
  { oracle, consumer, prepared }: Omit<Measured, 'warm'>,
  found: {
    readonly use: Readonly<Record<string, number>>
    readonly perS: number
    readonly publishedPerS: number
  },
): Promise<Consumed> {
  const stored = await oracle.stored(consumer.bucket, prepared.range)
  const perMessage = (name: string) => ((found.use[name] ?? Number.NaN) * 1_000) / prepared.messages
  return {
    messagesPerS: found.perS,
    readingsStoredPerS: (found.perS * prepared.readings) / prepared.messages,
    cpuUs: perMessage('consumer'),
    brokerCpuUs: perMessage('broker'),
    storeCpuUs: perMessage('store'),
    lost: prepared.readings - stored,
    publishedPerS: found.publishedPerS,
  }
}

/** Medians and ranges of several runs. */
export function figures(runs: readonly Consumed[]) {
  const of = (value: (one: Consumed) => number) => spread(runs.map(value))
  return {
    messagesPerS: of((one) => one.messagesPerS),
    readingsStoredPerS: of((one) => one.readingsStoredPerS),
    cpuUsPerMessage: of((one) => one.cpuUs),
    brokerCpuUsPerMessage: of((one) => one.brokerCpuUs),
    storeCpuUsPerMessage: of((one) => one.storeCpuUs),
    publishedPerS: of((one) => one.publishedPerS),
    lost: runs.reduce((sum, { lost }) => sum + lost, 0),
  }
}
