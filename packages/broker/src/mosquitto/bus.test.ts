import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findProgram, type ShippedMosquitto, startShippedMosquitto } from '@bypuls/servers'
import { connectAsync } from 'mqtt'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCredentialFiles } from './credential-files.js'
import { hashForMosquitto } from './hash.js'
import { openMosquittoBus } from './open-bus.js'

describe.skipIf(findProgram('mosquitto') === null)('the way to a Mosquitto', () => {
  let folder: string
  let server: ShippedMosquitto
  const platform = { username: 'bypuls', password: 'p' }
  const log = { info: () => undefined, warn: () => undefined }
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bypuls-mosquitto-'))
    server = await startShippedMosquitto(folder)
  })
  afterAll(async () => {
    await server.stop()
    await rm(folder, { recursive: true })
  })

  test('a device’s message reaches the receiver through the shipped configuration', async () => {
    const got: string[] = []
    const bus = await openMosquittoBus({
      url: server.platformUrl,
      ...platform,
      name: 'one',
      shared: false,
      receive: (message, done) => {
        got.push(message.topic)
        done()
      },
      log,
      now: Date.now,
    })
    const files = await openCredentialFiles({
      folder: server.files,
      platform,
      credentials: () => [{ username: 'odense/lamp-1', hash: hashForMosquitto('right') }],
      onChange: () => () => undefined,
      log,
    })
    await expect.poll(() => bus.health(), { timeout: 10_000 }).toEqual({ ok: true })
    const device = await connectAsync(`mqtt://127.0.0.1:${server.port}`, {
      username: 'odense/lamp-1',
      password: 'right',
    })
    await device.publishAsync('odense/lamp-1/up', 'x', { qos: 1 })
    await expect.poll(() => got).toEqual(['odense/lamp-1/up'])
    await device.endAsync()
    await bus.close()
    await files.close()
  })
})
