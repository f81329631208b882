import type { RawMessage } from '@bypuls/model'
import type { Bus, BusDeps, Refusal } from '../bus.js'
import { ATTACKER, type Attack } from './isolation-cases.js'
import { KIND, openRawClient, type RawClient, raw } from './raw-mqtt.js'

export type OpenBus = (deps: BusDeps) => Promise<Bus>

const DEVICES: ReadonlySet<string> = new Set([
  ATTACKER.username,
  'odense/lamp-10',
  'aalborg/lamp-1',
])

/** A broker with a small city behind it, and everything that came out of it. */
export async function openWatchedBus(openBus: OpenBus, revoked = new Set<string>()) {
  const refusals: Refusal[] = []
  const received: RawMessage[] = []
  const local: string[] = []
  const bus = await openBus({
    authenticate: async (username, password) => {
      const [organisation = '', device = ''] = username.split('/')
      const known = DEVICES.has(username) && !revoked.has(username)
      return known && Buffer.from(password).toString() === 'right' ? { organisation, device } : null
    },
    receive: (message, done) => {
      received.push(message)
      done()
    },
    onRefused: (refusal) => refusals.push(refusal),
    now: () => 1_795_413_600_000,
  })
  bus.subscribe('#', (topic) => local.push(topic))
  return { bus, refusals, received, local }
}
export type WatchedBus = Awaited<ReturnType<typeof openWatchedBus>>

/** What came of one attack. */
export type AttackResult = {
  readonly attack: Attack
  readonly clientId: string
  /** It was taken: acknowledged, granted, or let in. */
  readonly admitted: boolean
}

/** What differs between brokers in how they turn somebody away. */
export type BrokerWays = {
  /** Attacks at a time, each on a connection of its own. */
  readonly atOnce: number
  /** Whether the answers show that a publish or a subscription was let through. */
  readonly granted: (client: RawClient) => boolean
  /** The broker looks at a will when it is due, not when it is announced. */
  readonly takesWills: boolean
  /** Attacks of which nobody was told who and why. */
  readonly untold: (
    results: readonly AttackResult[],
    refusals: readonly Refusal[],
  ) => readonly AttackResult[]
}

/** Carries out attacks, each on a connection of its own. */
export async function attackAll(
  bus: Bus,
  attacks: readonly Attack[],
  ways: BrokerWays = OPEN_REFUSAL,
): Promise<readonly AttackResult[]> {
  const results: AttackResult[] = []
  let next = 0
  const worker = async () => {
    for (let at = next++; at < attacks.length; at = next++) {
      const attack = attacks[at]
      if (attack !== undefined) results.push(await carryOut(bus, attack, `case-${at}`, ways))
    }
  }
  await Promise.all(Array.from({ length: ways.atOnce }, worker))
  return results
}

async function carryOut(
  bus: Bus,
  attack: Attack,
  clientId: string,
  ways: BrokerWays,
): Promise<AttackResult> {
  const client = openRawClient(bus.address.port)
  const credential = attack.kind === 'connect' ? attack : ATTACKER
  const { username, password } = credential
  const will = attack.kind === 'will' ? { will: { ...attack, payload: '1' } } : {}
  client.send(raw.connect({ clientId, username, password, ...will }))
  const connack = await client.until(KIND.connack)
  const isIn = connack !== null && connack[3] === 0
  if (attack.kind === 'publish') {
    client.send(raw.publish({ ...attack, payload: '{"temperature":21}' }))
  } else if (attack.kind === 'subscribe') {
    client.send(raw.subscribe(attack.topic, attack.qos))
  }
  client.send(raw.ping)
  await client.until(KIND.pingresp)
  client.end()
  const isTried = attack.kind === 'publish' || attack.kind === 'subscribe'
  const admitted = isTried
    ? ways.granted(client)
    : isIn && !(attack.kind === 'will' && ways.takesWills)
  return { attack, clientId, admitted }
}

/** The embedded broker: every refusal is to be seen in its answer, and told with the client id. */
export const OPEN_REFUSAL: BrokerWays = {
  atOnce: 50,
  takesWills: false,
  /** Something other than CONNACK, PINGRESP and a SUBACK that says no. */
  granted: (client) =>
    client.packets.some((packet) => {
      const kind = (packet[0] ?? 0) >> 4
      if (kind === KIND.suback) return packet[4] !== 0x80
      return kind !== KIND.connack && kind !== KIND.pingresp
    }),
  untold(results, refusals) {
    const told = new Map(refusals.map((refusal) => [refusal.clientId, refusal]))
    return results.filter(({ attack, clientId }) => {
      const refusal = told.get(clientId)
      const names = attack.kind === 'connect' ? attack.username.split('/') : ['odense', 'lamp-1']
      return !refusal?.reason || (names[0] !== '' && !refusal.organisation)
    })
  },
}
