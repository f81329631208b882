import { setTimeout } from 'node:timers/promises'
import mqtt from 'mqtt'
import type { MosquittoBusOptions } from './contract.js'
import { openMosquittoBus } from './open-bus.js'

/** A broker that can be killed and started again. */
export type KillableBroker = {
  /** Where devices connect. */
  readonly port: number
  readonly platformUrl: string
  stop(signal: NodeJS.Signals): Promise<void>
  start(): Promise<void>
}

export type HorizonRunOptions = {
  readonly broker: KillableBroker
  readonly platform: Pick<MosquittoBusOptions, 'username' | 'password'>
  /** A credential that is good. */
  readonly device: { readonly username: string; readonly password: string }
  /** Whether the ingest takes messages when the broker is ended, or is away. */
  readonly ingest: 'keeping-up' | 'away'
  readonly signal: 'SIGKILL' | 'SIGTERM'
  readonly ratePerS: number
  readonly publishMs: number
  /** Unique per run on one broker. */
  readonly name: string
}

export type HorizonRun = {
  /** Messages that the broker acknowledged to the device. */
  readonly acknowledged: number
  /** Of them, those that never reached the ingest. */
  readonly lost: number
  /** How long before the end the oldest of them had been acknowledged; 0 where none was lost. */
  readonly lostBackMs: number
  /** Messages that the ingest had taken before the broker ended, and how many of them are missing. */
  readonly taken: number
  readonly takenLost: number
}

const QUIET_MS = 2_000
const DRAIN_MS = 60_000
const PAYLOAD_BYTES = 200

/**
 * Publishes at QoS 1 at a steady rate, ends the broker at load, starts it again, lets the ingest drain
 * and counts what is missing. The devices do not send again: an acknowledged message is gone for them.
 */
export async function brokerHorizonRun(options: HorizonRunOptions): Promise<HorizonRun> {
  const { broker, ingest, signal } = options
  const arrived = new Set<number>()
  let bus = await openIngest(options, arrived)
  if (ingest === 'away') await bus.close()

  const acknowledgedAt = await publish(options)
  const endedAt = performance.now()
  const taken = [...arrived]
  await broker.stop(signal)
  await broker.start()
  if (ingest === 'away') bus = await openIngest(options, arrived)
  await untilDrained({ arrived, expected: acknowledgedAt.size, isUp: () => bus.health().ok })
  await bus.close()

  const lost = [...acknowledgedAt].filter(([number]) => !arrived.has(number))
  return {
    acknowledged: acknowledgedAt.size,
    lost: lost.length,
    lostBackMs: lost.reduce((most, [, at]) => Math.max(most, Math.round(endedAt - at)), 0),
    taken: taken.length,
    takenLost: taken.filter((number) => !arrived.has(number)).length,
  }
}

/** The ingest's side: what it takes is safe, and acknowledged a little later, as a disk would. */
async function openIngest(options: HorizonRunOptions, arrived: Set<number>) {
  const bus = await openMosquittoBus({
    url: options.broker.platformUrl,
    ...options.platform,
    name: options.name,
    shared: false,
    receive(message, done) {
      const number = Number(Buffer.from(message.payload.subarray(0, 12)).toString())
      void setTimeout(3).then(() => {
        arrived.add(number)
        done()
      })
    },
    log: { info: () => undefined, warn: () => undefined },
    now: Date.now,
  })
  const until = performance.now() + DRAIN_MS
  while (!bus.health().ok && performance.now() < until) await setTimeout(20)
  return bus
}

/** Resolves after the time with when each number was acknowledged. */
async function publish(options: HorizonRunOptions): Promise<Map<number, number>> {
  const { device, ratePerS, publishMs } = options
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${options.broker.port}`, {
    ...device,
    reconnectPeriod: 0,
  })
  const acknowledgedAt = new Map<number, number>()
  const started = performance.now()
  let sent = 0
  for (let now = started; now - started < publishMs; now = performance.now()) {
    while (sent < ((now - started) / 1_000) * ratePerS) {
      const number = sent
      sent += 1
      const payload = String(number).padStart(12, '0').padEnd(PAYLOAD_BYTES, 'x')
      client.publish(`${device.username}/up`, payload, { qos: 1 }, (error) => {
        if (error === undefined || error === null) acknowledgedAt.set(number, performance.now())
      })
    }
    await setTimeout(2)
  }
  client.end(true)
  return acknowledgedAt
}

/** Until all is there, or nothing more has come for a while on a good connection. */
async function untilDrained({ arrived, expected, isUp }: Draining): Promise<void> {
  const until = performance.now() + DRAIN_MS
  let size = arrived.size
  let quietSince = performance.now()
  while (performance.now() < until && arrived.size < expected) {
    if (arrived.size !== size || !isUp()) quietSince = performance.now()
    size = arrived.size
    if (performance.now() - quietSince > QUIET_MS) return
    await setTimeout(20)
  }
}
type Draining = {
  readonly arrived: ReadonlySet<number>
  readonly expected: number
  readonly isUp: () => boolean
}
