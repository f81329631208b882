import type { RawMessage } from '@bypuls/model'
import { expect, onTestFinished } from 'vitest'
import type { Bus, BusDeps, Refusal } from '../bus.js'
import { type EmbeddedBrokerOptions, openEmbeddedBroker } from '../embedded.js'
import { KIND, openRawClient, type RawClient, type RawConnect, raw } from './raw-mqtt.js'

export type Held = { readonly message: RawMessage; readonly done: (error?: Error) => void }

/** An embedded broker whose messages wait for the test to say that they are on disk. */
export async function openHeldBus(options: Partial<EmbeddedBrokerOptions> = {}) {
  const refusals: Refusal[] = []
  const received: Held[] = []
  const authenticate: BusDeps['authenticate'] = async (username, password) => {
    const [organisation = '', device = ''] = username.split('/')
    return Buffer.from(password).toString() === 'right' ? { organisation, device } : null
  }
  const bus = await openEmbeddedBroker({
    host: '127.0.0.1',
    port: 0,
    authenticate,
    receive: (message, done) => received.push({ message, done }),
    onRefused: (refusal) => refusals.push(refusal),
    now: () => 1_795_413_600_000,
    ...options,
  })
  onTestFinished(async () => {
    for (const { done } of received) if (!settled.has(done)) done()
    await bus.close()
  })
  return { bus, refusals, received, settle: settleFirst }

  /** Says of the first `count` messages still held that they are on disk. */
  function settleFirst(count: number): void {
    for (const { done } of received.filter((held) => !settled.has(held.done)).slice(0, count)) {
      settled.add(done)
      done()
    }
  }
}
const settled = new WeakSet<Held['done']>()

/** A connection that has been let in. */
export async function connectedTo(bus: Bus, more: Partial<RawConnect> = {}): Promise<RawClient> {
  const client = openRawClient(bus.address.port)
  onTestFinished(() => client.end())
  client.send(
    raw.connect({ clientId: 'one', username: 'odense/lamp-1', password: 'right', ...more }),
  )
  expect((await client.until(KIND.connack))?.[3]).toBe(0)
  return client
}
