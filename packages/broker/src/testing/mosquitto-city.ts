import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { RawMessage } from '@bypuls/model'
import { type ShippedMosquittoOptions, startShippedMosquitto } from '@bypuls/servers'
import { connectAsync } from 'mqtt'
import type { Bus } from '../bus.js'
import type { BrokerLog, MosquittoBusOptions } from '../mosquitto/contract.js'
import { openCredentialFiles } from '../mosquitto/credential-files.js'
import { hashForMosquitto } from '../mosquitto/hash.js'
import { openMosquittoBus } from '../mosquitto/open-bus.js'

const PLATFORM = { username: 'bypuls', password: 'of-the-platform' }
const RIGHT = hashForMosquitto('right')

/** A Mosquitto as shipped, with devices whose password is `right`. */
export async function startMosquittoCity(
  devices: readonly string[],
  options: ShippedMosquittoOptions = {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'bypuls-mosquitto-'))
  const server = await startShippedMosquitto(folder, options)
  const known = new Set(devices)
  const listeners = new Set<() => void>()
  const warnings: string[] = []
  const log: BrokerLog = { info: () => undefined, warn: (_details, text) => warnings.push(text) }
  const files = await openCredentialFiles({
    folder: server.files,
    platform: PLATFORM,
    credentials: () => [...known].map((username) => ({ username, hash: RIGHT })),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    log,
  })
  await untilLetIn(server.port, devices[0] ?? '').catch(async (error: unknown) => {
    await files.close()
    await server.stop()
    throw error
  })
  const buses = new Set<Bus>()
  return {
    server,
    files,
    warnings,
    platform: PLATFORM,
    log,

    /** Makes and revokes credentials. */
    change(change: {
      readonly add?: readonly string[]
      readonly remove?: readonly string[]
    }): void {
      for (const device of change.add ?? []) known.add(device)
      for (const device of change.remove ?? []) known.delete(device)
      for (const listener of listeners) listener()
    },

    /** A process's way to the broker; closed with the city. */
    async bus(more: Partial<MosquittoBusOptions> = {}): Promise<Bus> {
      const bus = await openMosquittoBus({
        url: server.platformUrl,
        ...PLATFORM,
        name: 'one',
        shared: false,
        receive: null,
        log,
        now: () => 1_795_413_600_000,
        ...more,
      })
      buses.add(bus)
      return {
        ...bus,
        async close() {
          buses.delete(bus)
          await bus.close()
        },
      }
    },

    async stop(): Promise<void> {
      for (const bus of buses) await bus.close()
      await files.close()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The broker reads the files within a second after they were written. */
async function untilLetIn(port: number, username: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const options = { username, password: 'right', reconnectPeriod: 0, connectTimeout: 5_000 }
    const device = await connectAsync(`mqtt://127.0.0.1:${port}`, options).catch(() => null)
    if (device !== null) return device.endAsync()
    await setTimeout(50)
  }
  throw new Error(`the Mosquitto does not let ${username} in`)
}
export type MosquittoCity = Awaited<ReturnType<typeof startMosquittoCity>>

export type HeldMessage = {
  readonly message: RawMessage
  readonly text: string
  readonly done: (error?: Error) => void
}

/** A receiver whose messages wait for the test to say that they are on disk. */
export function createHeldReceiver() {
  const held: HeldMessage[] = []
  return {
    held,
    texts: () => held.map(({ text }) => text),
    receive(message: RawMessage, done: (error?: Error) => void): void {
      held.push({ message, text: Buffer.from(message.payload).toString(), done })
    },
  }
}
