import { setTimeout } from 'node:timers/promises'
import { registerBulk } from '../load/bulk-city.js'
import { createInfluxOracle, type InfluxOracle } from '../load/influx-oracle.js'
import { type Stack, type StackProcess, startStack } from '../load/stack.js'

export type CityStack = {
  readonly stack: Stack
  readonly oracle: InfluxOracle
  /** The process beside the broker. */
  readonly broker: StackProcess
  /** A full hour in the past that no other run has, epoch ms: what carries its times is that run's. */
  nextHour(): number
}

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** No bench has more hours than these. */
const MOST_DAYS = 14

/** The broker reads its files again within so long after the first process wrote them. */
const FILES_READ_MS = 3_000

/**
 * Runs `work` on Mosquitto, InfluxDB and Postgres with so many devices registered, and the process
 * beside the broker; no ingest yet. Everything goes afterwards.
 */
export async function withCityStack(
  city: { readonly devices: number; readonly metrics?: readonly string[] },
  work: (given: CityStack) => Promise<void>,
): Promise<void> {
  const stack = await startStack()
  try {
    const { url, password } = stack.postgres
    const at = { url, password, dataDirectory: stack.folder }
    await registerBulk(at, { first: 0, count: city.devices }, city.metrics)
    const broker = await stack.start('broker', ['broker'])
    await setTimeout(FILES_READ_MS)
    const oracle = createInfluxOracle(stack.influxd)
    await work({ stack, broker, oracle, nextHour: hours() }).finally(() => broker.stop('SIGTERM'))
  } finally {
    await stack.close()
  }
}

/** Later ones later, as time goes: InfluxDB counts some readings twice where it is not so (decision 18). */
function hours(): () => number {
  let next = Math.floor(Date.now() / DAY_MS) * DAY_MS - MOST_DAYS * DAY_MS
  return () => {
    next += HOUR_MS
    return next
  }
}
