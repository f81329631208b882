import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OpenRegistry } from './administration.js'
import { openRegistry } from './open-registry.js'
import type { Credential } from './registry.js'
import { registriesUnderTest } from './testing/registries.js'
import { addSchool, NOW } from './testing/school.js'

describe.each(registriesUnderTest)('on $name', ({ prepare }) => {
  let kind: Awaited<ReturnType<typeof prepare>>
  let registry: OpenRegistry
  let credential: Credential
  let now = NOW

  beforeAll(async () => {
    kind = await prepare()
    registry = await openRegistry({ ...kind.newOptions(), now: () => now })
    credential = await addSchool(registry)
  })
  afterAll(async () => {
    await registry.close()
    await kind.stop()
  })

  const sensor = (name: string) => ({
    organisation: 'odense',
    name,
    title: 'A sensor',
    format: 'bypuls-json',
    links: [],
  })

  describe('a credential', () => {
    test('is known only with its own password', async () => {
      const { username, password } = credential

      expect(await registry.authenticateDevice(username, password)).toEqual({
        organisation: 'odense',
        device: 'sensor-1',
      })
      expect(await registry.authenticateDevice(username, `${password}x`)).toBeNull()
      expect(await registry.authenticateDevice('odense/nobody', password)).toBeNull()
      expect(await registry.authenticateDevice('', '')).toBeNull()
    })

    test('is no good once it is revoked', async () => {
      const { username, password } = await registry.addDevice(sensor('lost'))

      await registry.revokeDevice('odense', 'lost')

      expect(await registry.authenticateDevice(username, password)).toBeNull()
      expect(registry.view().devices.get(username)?.state).toBe('revoked')
    })

    test('is another one once it is rotated', async () => {
      const before = await registry.addDevice(sensor('rotated'))

      const after = await registry.rotateDevice('odense', 'rotated')

      expect(after.username).toBe('odense/rotated')
      expect(await registry.authenticateDevice(after.username, after.password)).not.toBeNull()
      expect(await registry.authenticateDevice(before.username, before.password)).toBeNull()
      await registry.revokeDevice('odense', 'rotated')
      await expect(registry.rotateDevice('odense', 'rotated')).rejects.toMatchObject({
        status: 409,
      })
    })

    test('is listed for Mosquitto as long as it is good', async () => {
      const { username } = await registry.addDevice(sensor('listed'))
      const listed = () => [...registry.mqttCredentials()].find((it) => it.username === username)
      expect(listed()?.hash).toMatch(/^\$7\$10\$/)

      await registry.revokeDevice('odense', 'listed')

      expect(listed()).toBeUndefined()
    })

    test('is refused for a minute after ten wrong passwords, from that address alone', async () => {
      const { username, password } = await registry.addDevice(sensor('guessed'))
      for (let guess = 0; guess < 10; guess++) {
        await registry.authenticateDevice(username, `guess-${guess}`, '192.0.2.7')
      }

      expect(await registry.authenticateDevice(username, password, '192.0.2.7')).toBeNull()
      expect(registry.refusedUntil(username, '192.0.2.7')).toBe(NOW + 60_000)
      expect(await registry.authenticateDevice(username, password, '192.0.2.8')).not.toBeNull()
      now += 60_001
      expect(await registry.authenticateDevice(username, password, '192.0.2.7')).not.toBeNull()
    })

    test('of an organisation is its token, and nothing like it', async () => {
      const token = await registry.addToken('odense', false)

      expect(await registry.authenticateToken(token)).toEqual({
        organisation: 'odense',
        write: false,
      })
      expect(await registry.authenticateToken(`${token.slice(0, -1)}!`)).toBeNull()
      expect(await registry.authenticateToken('')).toBeNull()
    })

    test('of a revoked token is nobody, and the list never tells a secret', async () => {
      const token = await registry.addToken('odense', true)
      const listed = registry.tokens().find(({ prefix }) => token.includes(prefix))

      await registry.revokeToken(listed?.prefix ?? '')

      expect(Object.keys(listed ?? {}).sort()).toEqual([
        'createdAt',
        'organisation',
        'prefix',
        'write',
      ])
      expect(await registry.authenticateToken(token)).toBeNull()
      await expect(registry.revokeToken('none')).rejects.toMatchObject({ status: 404 })
    })
  })
})
