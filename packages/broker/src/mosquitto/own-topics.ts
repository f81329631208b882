import { randomBytes } from 'node:crypto'
import type { MqttClient } from 'mqtt'
import type { Bus } from '../bus.js'
import { createLocalTopics } from '../local-topics.js'
import { type LinkOptions, openLink } from './link.js'

type OwnTopics = Pick<Bus, 'publish' | 'subscribe' | 'connections'> & {
  readonly trouble: ReturnType<typeof openLink>['trouble']
  close(): Promise<void>
}

const CONNECTED = '$SYS/broker/clients/connected'

/**
 * The platform's own topics (`bypuls/…`), on a connection of their own that keeps no session: what is
 * said while it is down is lost, as live frames may be. What this process publishes comes back to it.
 */
export function openOwnTopics(
  options: Pick<LinkOptions, 'place' | 'username' | 'password' | 'ca' | 'log'> & {
    readonly name: string
  },
): OwnTopics {
  const local = createLocalTopics()
  const counts = new Map<string, number>()
  let connections: number | null = null
  subscribe(CONNECTED, (_topic, payload) => {
    connections = Number(Buffer.from(payload).toString())
  })

  const link = openLink({
    ...options,
    clientId: `bypuls-${options.name}-${randomBytes(6).toString('hex')}`,
    connect: { clean: true },
    onClient: (client) => {
      client.on('message', (topic, payload) => local.deliver(topic, payload))
    },
    onUp: (client) => follow(client, [...counts.keys()]),
    onDown: () => {
      connections = null
    },
  })

  function subscribe(pattern: string, listener: (topic: string, payload: Uint8Array) => void) {
    const stop = local.subscribe(pattern, listener)
    const count = counts.get(pattern) ?? 0
    counts.set(pattern, count + 1)
    let stopped = false
    return () => {
      if (stopped) return
      stopped = true
      stop()
      const left = (counts.get(pattern) ?? 1) - 1
      if (left > 0) return counts.set(pattern, left)
      counts.delete(pattern)
      link.client()?.unsubscribe(pattern)
    }
  }

  return {
    publish(topic, payload) {
      link.client()?.publish(topic, payload, { qos: 0 })
    },
    subscribe(pattern, listener) {
      const isNew = !counts.has(pattern)
      const stop = subscribe(pattern, listener)
      const client = link.client()
      if (isNew && client !== null) follow(client, [pattern]).catch(() => client.end(true))
      return stop
    },
    connections: () => connections,
    trouble: link.trouble,
    close: link.close,
  }
}

/** Subscribes; rejects with what the broker refuses. */
export async function follow(
  client: MqttClient,
  patterns: readonly string[],
  qos: 0 | 1 = 0,
): Promise<void> {
  if (patterns.length === 0) return
  const wanted = Object.fromEntries(patterns.map((pattern) => [pattern, { qos, rh: 2 }]))
  for (const { topic, qos: granted } of await client.subscribeAsync(wanted)) {
    if (granted > 2) throw new Error(`the broker refuses the subscription to ${topic}`)
  }
}
