import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findProgram } from '@bypuls/servers'
import mqtt from 'mqtt'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Bus, BusDeps, Refusal } from '../bus.js'
import { isolationSuite } from '../isolation-suite.js'
import { type AttackResult, attackAll, type BrokerWays } from '../testing/attack.js'
import { ATTACKER, isolationCases } from '../testing/isolation-cases.js'
import { startMosquittoCity } from '../testing/mosquitto-city.js'
import { KIND } from '../testing/raw-mqtt.js'
import { openBrokerRefusals } from './refusals.js'

const DEVICES = [ATTACKER.username, 'odense/lamp-10', 'aalborg/lamp-1']

/**
 * Mosquitto says yes to what it throws away: it acknowledges a publish that the ACL refuses and grants a
 * subscription of which it delivers nothing. What counts is that nothing comes out anywhere.
 */
const SILENT_REFUSAL: BrokerWays = {
  atOnce: 1,
  takesWills: true,
  granted: (client) => client.packets.some((packet) => (packet[0] ?? 0) >> 4 === KIND.publish),
  untold,
}

describe.skipIf(findProgram('mosquitto') === null)('Mosquitto', () => {
  isolationSuite('mosquitto as shipped', openCity, SILENT_REFUSAL)

  test('the same attacks with an ACL that allows all (the broken twin) are seen to get through', async () => {
    const { city, received, device } = await openTown({})
    await writeFile(join(city.server.files, 'acl'), 'pattern readwrite #\n')
    const prober = await device('odense/lamp-1')
    await vi.waitFor(
      async () => {
        await prober.publishAsync('aalborg/lamp-1/up', '1', { qos: 1 })
        expect(received).toContain('aalborg/lamp-1/up')
      },
      { timeout: 10_000, interval: 100 },
    )
    await prober.endAsync()
    const bus = {
      ...(await city.bus()),
      address: { host: '', port: city.server.port, tlsPort: null },
    }
    const attacks = isolationCases().filter((_, index) => index % 10 === 0)

    await attackAll(bus, attacks, SILENT_REFUSAL)

    const foreign = () => received.filter((topic) => !topic.startsWith('odense/lamp-1/')).length
    await expect.poll(foreign).toBeGreaterThan(10)
  })

  test('who joins a shared subscription takes nothing from the ingest', async () => {
    const { city, received, device } = await openTown({ shared: true })
    const thief = await device('odense/lamp-10')
    const stolen: string[] = []
    thief.on('message', (topic) => stolen.push(topic))
    for (const group of ['bypuls', 'ingest', 'bypuls-ingest']) {
      await thief.subscribeAsync(`$share/${group}/+/+/#`)
    }
    const honest = await device('odense/lamp-1')

    for (let n = 0; n < 50; n += 1)
      await honest.publishAsync('odense/lamp-1/up', `${n}`, { qos: 1 })

    await expect.poll(() => received.length).toBe(50)
    expect(stolen).toEqual([])
    expect(city.warnings).toEqual([])
  })

  test('a topic alias that stands for a foreign topic leads nowhere', async () => {
    const { received, device } = await openTown({})
    const attacker = await device('odense/lamp-1', { protocolVersion: 5 })
    const alias = { topicAlias: 1 }

    const foreign = attacker.publishAsync('aalborg/lamp-1/up', '1', { qos: 1, properties: alias })
    await expect(foreign).rejects.toThrow('Not authorized')
    const again = attacker.publishAsync('', '2', { qos: 1, properties: alias })
    await expect(again).rejects.toThrow('Not authorized')
    await attacker.publishAsync('odense/lamp-1/up', '3', { qos: 1 })

    await expect.poll(() => received).toEqual(['odense/lamp-1/up'])
  })

  test('nobody hears anything: not the own messages, the retained ones, the broker’s log or its figures', async () => {
    const { received, device } = await openTown({})
    const listener = await device('odense/lamp-10')
    const heard: string[] = []
    listener.on('message', (topic) => heard.push(topic))
    for (const filter of ['#', '+/+/#', '$SYS/#', 'odense/lamp-10/#', '$CONTROL/#', 'bypuls/#']) {
      await listener.subscribeAsync(filter, { qos: 1 })
    }
    const neighbour = await device('odense/lamp-1')

    await neighbour.publishAsync('odense/lamp-1/up', '1', { qos: 1, retain: true })
    await listener.publishAsync('odense/lamp-10/up', '1', { qos: 1, retain: true })
    await expect.poll(() => received.length).toBe(2)
    await listener.subscribeAsync('odense/#', { qos: 1 })
    await listener.unsubscribeAsync('odense/#')

    expect(heard).toEqual([])
  })
})

/** The suite's broker: the shipped configuration, telling everything. */
async function openCity(deps: BusDeps): Promise<Bus> {
  const { onRefused, now } = deps
  const city = await startMosquittoCity(DEVICES, { refusals: true })
  const bus = await city.bus({ receive: deps.receive, onRefused, now })
  const refusals = await openBrokerRefusals({
    url: city.server.platformUrl,
    ...city.platform,
    name: 'suite',
    log: city.log,
    onRefused,
    now,
    logFile: city.server.logFile,
  })
  await expect.poll(() => bus.health(), { timeout: 15_000 }).toEqual({ ok: true })
  return {
    ...bus,
    address: { host: '127.0.0.1', port: city.server.port, tlsPort: null },
    // All that a process of the platform subscribes to; the devices' messages go to `receive`.
    subscribe: (pattern, listener) =>
      bus.subscribe(pattern === '#' ? 'bypuls/#' : pattern, listener),
    disconnect: ({ organisation, device }) =>
      city.change({ remove: [`${organisation}/${device}`] }),
    async close() {
      await refusals.close()
      await city.stop()
    },
  }
}

async function openTown({ shared = false }: { readonly shared?: boolean }) {
  const city = await startMosquittoCity(DEVICES)
  onTestFinished(() => city.stop())
  const received: string[] = []
  const bus = await city.bus({
    shared,
    receive(message, done) {
      received.push(message.topic)
      done()
    },
  })
  await expect.poll(() => bus.health(), { timeout: 15_000 }).toEqual({ ok: true })
  return {
    city,
    received,
    async device(username: string, more: mqtt.IClientOptions = {}) {
      const device = await mqtt.connectAsync(`mqtt://127.0.0.1:${city.server.port}`, {
        username,
        password: 'right',
        reconnectPeriod: 0,
        ...more,
      })
      onTestFinished(() => void device.end(true))
      return device
    },
  }
}

/**
 * Each refusal tells of one attack: by its topic, or, where the broker ended the connection for a broken
 * rule, of any that is left. Of who never got in (a wrong password, a CONNECT with an impossible will)
 * Mosquitto's log names nobody.
 */
function untold(
  results: readonly AttackResult[],
  refusals: readonly Refusal[],
): readonly AttackResult[] {
  const left = new Map<string, number>()
  for (const refusal of refusals) {
    if (refusal.reason === '') continue
    const isOfNobody = refusal.organisation === null
    const key = isOfNobody ? 'nobody' : (refusal.topic ?? 'ended')
    left.set(key, (left.get(key) ?? 0) + 1)
  }
  const take = (key: string) => {
    const count = left.get(key) ?? 0
    left.set(key, count - 1)
    return count > 0
  }
  const byTopic = results.filter(
    ({ attack }) => attack.kind === 'connect' || !take(short(attack.topic)),
  )
  const isStranger = ({ attack }: AttackResult) =>
    attack.kind === 'connect' || attack.kind === 'will'
  return byTopic.filter((result) => !(isStranger(result) && take('nobody')) && !take('ended'))
}

function short(topic: string): string {
  return topic.length <= 200 ? topic : `${topic.slice(0, 200)}…`
}
