import { mkdirSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { BULK, SIX } from './bulk-city.js'
import { connectPacket } from './packets.js'
import { STACK_SECRETS, type Stack, type StackProcess } from './stack.js'
import { createTelegraf, TELEGRAF_CLIENT_ID, type TelegrafTuning } from './telegraf.js'

/** Somebody who takes the devices' messages from the broker and brings them to InfluxDB. */
export type Consumer = {
  readonly name: string
  readonly bucket: string
  /** Resolves when it takes messages. */
  start(): Promise<void>
  stop(signal: NodeJS.Signals): Promise<void>
  pids(): readonly number[]
  /** Ends its session with the broker, and what is queued for it; it must not run. */
  forget(): Promise<void>
  /** What it printed of late. */
  log(): string
}

/** An ingest process; `url` tells its figures. */
export type BypulsConsumer = Consumer & { url(): string }

const READY_WITHIN_MS = 60_000

/** The platform's own user, as which all of them connect. */
export const PLATFORM_USER = {
  username: 'bypuls',
  password: STACK_SECRETS.BYPULS_BROKER_PASSWORD,
}

/** Bypuls with the ingest in a process of its own. */
export function bypulsConsumer(
  stack: Stack,
  options: {
    readonly name?: string
    readonly shared?: boolean
    /** Where the settings name another bucket than the stack's. */
    readonly bucket?: string
    readonly env?: Readonly<Record<string, string>>
  } = {},
): BypulsConsumer {
  const name = options.name ?? 'ingest'
  const shared = options.shared === true ? { BYPULS_BROKER_SHARED: 'true' } : {}
  let running: StackProcess | undefined
  return {
    name: 'bypuls',
    bucket: options.bucket ?? stack.influxd.bucket,
    async start() {
      running = await stack.start(name, ['ingest'], { env: { ...shared, ...options.env } })
      await ready(running.url)
    },
    async stop(signal) {
      await running?.stop(signal)
    },
    pids: () => (running?.process.pid === undefined ? [] : [running.process.pid]),
    forget: () => endSession(stack.mosquitto.platformPort, `bypuls-ingest-${name}`),
    log: () => running?.log() ?? '',
    url: () => running?.url ?? '',
  }
}

/** The platform serves before it has reached the broker. */
async function ready(url: string): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS
  while (Date.now() < until) {
    if ((await fetch(`${url}/readyz`)).ok) return
    await setTimeout(50)
  }
  throw new Error(`not ready: ${await (await fetch(`${url}/readyz`)).text()}`)
}

/** Several of them as one: they share the work. */
export function together(all: readonly Consumer[]): Consumer {
  const each = async (work: (one: Consumer) => Promise<void>) => {
    await Promise.all(all.map(work))
  }
  return {
    name: `${all.length} × ${all[0]?.name}`,
    bucket: all[0]?.bucket ?? '',
    start: () => each((one) => one.start()),
    stop: (signal) => each((one) => one.stop(signal)),
    pids: () => all.flatMap((one) => one.pids()),
    forget: () => each((one) => one.forget()),
    log: () => all.map((one) => one.log()).join('\n'),
  }
}

/** Telegraf, tuned or as shipped. */
export function telegrafConsumer(
  stack: Stack,
  options: { readonly name: string; readonly bucket: string; readonly tuning: TelegrafTuning },
): Consumer {
  const folder = join(stack.folder, options.bucket)
  mkdirSync(folder)
  const telegraf = createTelegraf({
    ...PLATFORM_USER,
    folder,
    brokerPort: stack.mosquitto.platformPort,
    topic: `${BULK}/+/up`,
    influxd: stack.influxd,
    site: BULK,
    metrics: SIX,
    bucket: options.bucket,
    tuning: options.tuning,
  })
  return {
    ...telegraf,
    ...options,
    pids: () => [telegraf.pid()],
    forget: () => endSession(stack.mosquitto.platformPort, TELEGRAF_CLIENT_ID),
  }
}

/** A clean session takes the place of the kept one (MQTT 3.1.1, section 3.1.2.4) and ends with its connection. */
export function endSession(port: number, clientId: string): Promise<void> {
  return new Promise((done, failed) => {
    const socket = createConnection({ port, host: '127.0.0.1' }, () =>
      socket.write(connectPacket({ ...PLATFORM_USER, clientId })),
    )
    socket.once('data', (bytes: Buffer) => {
      socket.end(Buffer.from([0xe0, 0]))
      if (bytes[3] === 0) done()
      else failed(new Error(`the broker refused ${clientId} with code ${bytes[3]}`))
    })
    socket.once('error', failed)
  })
}
