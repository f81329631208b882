import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { findProgram } from '@bypuls/servers'
import mqtt from 'mqtt'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type MosquittoCity, startMosquittoCity } from '../testing/mosquitto-city.js'
import { openCredentialFiles } from './credential-files.js'
import { passwordsText } from './file-texts.js'
import { hashForMosquitto, verifyMosquittoHash } from './hash.js'

/** From `mosquitto_passwd -b` of release 2.0.11. */
const OF_MOSQUITTO_PASSWD =
  '$7$101$HaLrwHMg2uPf4w+y$Dh0QdeMgx/hbPrJFfMoafSgT3G+pzVoiwmwnGl4z/h6GlzMVmf9Jwu40pLqOWUR7eeZWUccN3TaTv2dDShAQPw=='

test('a hash of mosquitto_passwd is understood, and ours is of the same kind', () => {
  expect(verifyMosquittoHash(OF_MOSQUITTO_PASSWD, 'right')).toBe(true)
  expect(verifyMosquittoHash(OF_MOSQUITTO_PASSWD, 'Right')).toBe(false)
  expect(hashForMosquitto('right')).toMatch(/^\$7\$101\$[\w+/]{16}\$[\w+/]{86}==$/)
  expect(verifyMosquittoHash(hashForMosquitto('right'), 'right')).toBe(true)
})

test.each(['', '$6$a$b', '$7$0$MDEyMzQ1Njc4OWFi$eA==', '$7$101$short$eA==', 'right'])(
  'what is no such hash (%j) fits no password',
  (hash) => {
    expect(verifyMosquittoHash(hash, 'right')).toBe(false)
  },
)

test('a name that would be a line of its own is left out', () => {
  const hash = '$7$101$MDEyMzQ1Njc4OWFi$eA=='

  expect(
    passwordsText([
      { username: 'odense/lamp-1\nbypuls', hash },
      { username: 'odense/lamp-1', hash: `${hash}\nbypuls:${hash}` },
      { username: 'bypuls', hash },
      { username: 'odense/lamp-2', hash },
    ]),
  ).toBe(`odense/lamp-2:${hash}\n`)
})

describe.skipIf(findProgram('mosquitto') === null)('the credentials of a running Mosquitto', () => {
  let city: MosquittoCity
  beforeAll(async () => {
    city = await startMosquittoCity(['odense/lamp-1', 'odense/lamp-2'])
  })
  afterAll(() => city.stop())

  test('a new device gets in and a revoked one is cut, its neighbour stays', async () => {
    const old = await getsIn('odense/lamp-1')
    const neighbour = await getsIn('odense/lamp-2')
    expect(await tries('odense/lamp-3')).toBe('Connection refused: Not authorized')

    city.change({ add: ['odense/lamp-3'], remove: ['odense/lamp-1'] })
    await city.files.settled()
    await expect.poll(() => old.connected, { timeout: 5_000 }).toBe(false)

    await getsIn('odense/lamp-3')
    expect(await tries('odense/lamp-1')).toBe('Connection refused: Not authorized')
    expect(neighbour.connected).toBe(true)
  })

  test('the platform’s user does not get in where devices do, nor a device where the platform does', async () => {
    const { username, password } = city.platform

    expect(await tries(username, { password })).toBe('Connection refused: Not authorized')
    expect(await tries('odense/lamp-2', { port: city.server.platformPort })).toBe(
      'Connection refused: Not authorized',
    )
  })

  test('files that would say the same are not written again, whoever starts', async () => {
    const paths = ['passwords', 'platform-passwords', 'acl'].map((name) =>
      join(city.server.files, name),
    )
    const texts = () => Promise.all(paths.map((path) => readFile(path, 'utf8')))
    const inodes = async () =>
      (await Promise.all(paths.map((path) => stat(path)))).map(({ ino }) => ino)
    const before = { texts: await texts(), inodes: await inodes() }
    const [passwords = ''] = before.texts

    const again = await openCredentialFiles({
      folder: city.server.files,
      platform: city.platform,
      credentials: () =>
        passwords
          .trim()
          .split('\n')
          .map((line) => line.split(':'))
          .map(([username = '', hash = '']) => ({ username, hash })),
      onChange: () => () => undefined,
      log: city.log,
    })
    await again.close()

    expect({ texts: await texts(), inodes: await inodes() }).toEqual(before)
    expect((await stat(paths[0] ?? '')).mode & 0o777).toBe(0o640)
  })

  test('an impossible platform user or folder is refused with the setting’s name', async () => {
    const open = (more: object) =>
      openCredentialFiles({
        folder: city.server.files,
        platform: city.platform,
        credentials: () => [],
        onChange: () => () => undefined,
        log: city.log,
        ...more,
      })

    await expect(open({ platform: { username: 'a/b', password: 'p' } })).rejects.toThrow(
      'BYPULS_BROKER_USERNAME',
    )
    await expect(open({ platform: { username: 'bypuls', password: '' } })).rejects.toThrow(
      'BYPULS_BROKER_PASSWORD',
    )
    await expect(open({ folder: '/nowhere/at/all' })).rejects.toThrow('ENOENT')
  })

  async function getsIn(username: string) {
    const device = await mqtt.connectAsync(`mqtt://127.0.0.1:${city.server.port}`, {
      username,
      password: 'right',
      reconnectPeriod: 0,
    })
    onTestFinished(() => void device.end(true))
    return device
  }

  /** Why it does not get in. */
  async function tries(username: string, more: { password?: string; port?: number } = {}) {
    try {
      const device = await mqtt.connectAsync(`mqtt://127.0.0.1:${more.port ?? city.server.port}`, {
        username,
        password: more.password ?? 'right',
        reconnectPeriod: 0,
      })
      device.end(true)
      return 'got in'
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }
})
