import { connectAsync } from 'mqtt'
import type { ChildPlatform } from '../load/child-platform.js'
import { fuzzedPayload } from './fuzz-payload.js'
import { type FuzzDevice, registerFuzzSite } from './fuzz-site.js'
import { seeded } from './seeded.js'

export type FuzzRun = {
  /** How many broken payloads, over all devices. */
  readonly payloads: number
  readonly devicesPerFormat: number
  readonly seed: number
}

/** A broken payload that was acknowledged: it was received between `sentAt` and `acknowledgedAt`. */
export type Fuzzed = {
  readonly device: FuzzDevice
  readonly topic: string
  readonly bytes: Buffer
  readonly sentAt: number
  readonly acknowledgedAt: number
}

/** A well-formed message among them, and the reading that it must become. */
export type Neighbour = {
  readonly point: string
  readonly observedAt: number
  readonly value: number
}

export type FuzzSent = { readonly fuzzed: Fuzzed[]; readonly neighbours: Neighbour[] }

/** Every so many broken payloads a device of the same format sends a good one. */
const NEIGHBOUR_EVERY = 5

/**
 * Publishes broken payloads at QoS 1 from devices of every format, and good messages of other devices
 * between them. Rejects when a connection is lost: a payload must never cost one.
 */
export async function fuzzRun(platform: ChildPlatform, run: FuzzRun): Promise<FuzzSent> {
  const devices = await registerFuzzSite(platform.operator, run.devicesPerFormat + 1)
  const sent: FuzzSent = { fuzzed: [], neighbours: [] }
  const senders = devices.filter(({ point }) => !point.includes('-0.'))
  const baseMs = Math.floor(Date.now() / 1_000) * 1_000 - 20 * 86_400_000
  const each = Math.ceil(run.payloads / senders.length)
  let number = 0
  await Promise.all(
    senders.map(async (device, index) => {
      const good = devices.find(
        ({ format, point }) => format === device.format && point.includes('-0.'),
      )
      if (good === undefined) throw new Error('no neighbour')
      const [fuzzing, neighbour] = [await join(platform, device), await join(platform, good)]
      const chance = seeded(run.seed + index)
      for (let times = 0; times < each; times++) {
        number += 1
        const observedAt = baseMs + number * 1_000
        sent.fuzzed.push(await fuzzing.sendBroken(fuzzedPayload(chance, device.format, observedAt)))
        if (times % NEIGHBOUR_EVERY === 0) {
          sent.neighbours.push(await neighbour.sendGood(observedAt, 400 + (number % 1_000)))
        }
      }
      await Promise.all([fuzzing.end(), neighbour.end()])
    }),
  )
  return sent
}

let connections = 0

async function join(platform: ChildPlatform, device: FuzzDevice) {
  const { username, password, format, point } = device
  connections += 1
  const client = await connectAsync(`mqtt://127.0.0.1:${platform.mqttPort}`, {
    username,
    password,
    clientId: `fuzz-${connections}`,
    reconnectPeriod: 0,
  })
  let messages = 0
  const lost = new Promise<never>((_done, failed) => {
    client.once('close', () => failed(new Error(`${username} lost its connection`)))
  })
  lost.catch(() => undefined)

  /** At most one message a millisecond, so that its moment of arrival is its own. */
  async function send(bytes: Buffer) {
    messages += 1
    // The connection's number keeps topics of devices that share a credential apart.
    const topic = `${username}/n-${client.options.clientId}-${messages}/${format.topic}`
    const sentAt = Date.now()
    await Promise.race([client.publishAsync(topic, bytes, { qos: 1 }), lost])
    const acknowledgedAt = Date.now()
    while (Date.now() === acknowledgedAt) await new Promise((done) => setTimeout(done, 1))
    return { topic, sentAt, acknowledgedAt }
  }

  return {
    sendBroken: async (bytes: Buffer): Promise<Fuzzed> => ({
      device,
      bytes,
      ...(await send(bytes)),
    }),
    async sendGood(observedAt: number, value: number): Promise<Neighbour> {
      const shape = { key: 'co2', value: String(value), time: format.time(observedAt) }
      await send(Buffer.from(format.write(shape)))
      return { point, observedAt, value }
    },
    end: () => client.endAsync(),
  }
}
