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

/** Carries out attacks, 50 at a time, each on a connection of its own. */
export async function attackAll(
  bus: Bus,
  attacks: readonly Attack[],
): Promise<readonly AttackResult[]> {
  const results: AttackResult[] = []
  let next = 0
  const worker = async () => {
    for (let at = next++; at < attacks.length; at = next++) {
      const attack = attacks[at]
      if (attack !== undefined) results.push(await carryOut(bus, attack, `case-${at}`))
    }
  }
  await Promise.all(Array.from({ length: 50 }, worker))
  return results
}

async function carryOut(bus: Bus, attack: Attack, clientId: string): Promise<AttackResult> {
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
  return {
    attack,
    clientId,
    admitted: attack.kind === 'publish' || attack.kind === 'subscribe' ? granted(client) : isIn,
  }
}

/** Something other than CONNACK, PINGRESP and a SUBACK that says no. */
function granted(client: RawClient): boolean {
  return client.packets.some((packet) => {
    const kind = (packet[0] ?? 0) >> 4
    if (kind === KIND.suback) return packet[4] !== 0x80
    return kind !== KIND.connack && kind !== KIND.pingresp
  })
}
