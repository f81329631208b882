import { setTimeout } from 'node:timers/promises'
import { registerBulk } from '../load/bulk-city.js'
import { createInfluxOracle, type InfluxOracle } from '../load/influx-oracle.js'
import { type Stack, type StackProcess, startStack } from '../load/stack.js'

export type CityStack = {
  readonly stack: Stack
  readonly oracle: InfluxOracle
  /** The process beside the broker. */
  readonly broker: StackProcess
}

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
    await work({ stack, broker, oracle: createInfluxOracle(stack.influxd) }).finally(() =>
      broker.stop('SIGTERM'),
    )
  } finally {
    await stack.close()
  }
}
