import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  attackAll,
  type BrokerWays,
  OPEN_REFUSAL,
  type OpenBus,
  openWatchedBus,
  type WatchedBus,
} from './testing/attack.js'
import { ATTACKER, isolationCases } from './testing/isolation-cases.js'
import { KIND, openRawClient, raw } from './testing/raw-mqtt.js'

/** What every broker must hold: nobody reaches beyond the own prefix, and each attempt is told. */
export function isolationSuite(
  name: string,
  openBus: OpenBus,
  ways: BrokerWays = OPEN_REFUSAL,
): void {
  describe(`isolation: ${name}`, () => {
    const revoked = new Set<string>()
    let watched: WatchedBus
    beforeEach(async () => {
      revoked.clear()
      watched = await openWatchedBus(openBus, revoked)
    })
    afterEach(() => watched.bus.close())

    test('of more than 2 000 attacks none gets through, and each is told with who and why', async () => {
      const attacks = isolationCases()
      expect(attacks.length).toBeGreaterThan(2_000)

      const results = await attackAll(watched.bus, attacks, ways)

      await expect
        .poll(() => ways.untold(results, watched.refusals), { timeout: 10_000 })
        .toEqual([])
      expect(results.filter(({ admitted }) => admitted)).toEqual([])
      expect(watched.received).toEqual([])
      expect(watched.local).toEqual([])
    }, 120_000)

    test('after the attacks a device still publishes, and is acknowledged', async () => {
      await attackAll(watched.bus, isolationCases().slice(0, 100), ways)
      const client = await connected('honest', ATTACKER.username)

      client.send(raw.publish({ topic: 'odense/lamp-1/up', payload: '21', qos: 1 }))

      expect(await client.until(KIND.puback)).toEqual(Buffer.from([0x40, 2, 0, 1]))
      await expect
        .poll(() => watched.received.map(({ topic }) => topic))
        .toEqual(['odense/lamp-1/up'])
      client.end()
    })

    test('a client id of another tenant does not end the other tenant’s connection', async () => {
      const victim = await connected('same-id', 'aalborg/lamp-1')

      const attacker = await connected('same-id', 'odense/lamp-1')
      const guesser = openRawClient(watched.bus.address.port)
      guesser.send(raw.connect({ clientId: 'same-id', username: 'aalborg/lamp-1', password: 'no' }))
      await guesser.until(KIND.connack)
      victim.send(raw.publish({ topic: 'aalborg/lamp-1/up', payload: '21', qos: 1 }))

      expect(await victim.until(KIND.puback)).not.toBeNull()
      expect(victim.closed()).toBe(false)
      for (const client of [victim, attacker, guesser]) client.end()
    })

    test('a revoked credential’s connections are cut, and it does not come back', async () => {
      const first = await connected('one', 'odense/lamp-1')
      const second = await connected('two', 'odense/lamp-1')
      const other = await connected('three', 'odense/lamp-10')

      revoked.add('odense/lamp-1')
      watched.bus.disconnect({ organisation: 'odense', device: 'lamp-1' })

      await expect
        .poll(() => [first.closed(), second.closed()], { timeout: 5_000 })
        .toEqual([true, true])
      expect(other.closed()).toBe(false)
      const again = openRawClient(watched.bus.address.port)
      again.send(raw.connect({ clientId: 'one', ...ATTACKER }))
      expect((await again.until(KIND.connack))?.[3]).not.toBe(0)
      await expect
        .poll(() => watched.refusals.map(({ reason }) => reason))
        .toContain('the credential was revoked; its connection was ended')
      expect(
        watched.refusals.map(({ organisation, device }) => `${organisation}/${device}`),
      ).toContain('odense/lamp-1')
      other.end()
    })

    test('what the platform publishes reaches its own listeners and no device', async () => {
      const device = await connected('listener', 'odense/lamp-1')
      device.send(raw.subscribe('bypuls/#', 1))
      await device.until(KIND.suback)

      watched.bus.publish('bypuls/live/skole-odense', '{}')
      device.send(raw.ping)
      await device.until(KIND.pingresp)

      await expect.poll(() => watched.local).toEqual(['bypuls/live/skole-odense'])
      expect(device.packets.map((packet) => (packet[0] ?? 0) >> 4)).toEqual([
        KIND.connack,
        KIND.suback,
        KIND.pingresp,
      ])
      device.end()
    })

    async function connected(clientId: string, username: string) {
      const client = openRawClient(watched.bus.address.port)
      client.send(raw.connect({ clientId, username, password: 'right' }))
      expect((await client.until(KIND.connack))?.[3]).toBe(0)
      return client
    }
  })
}
