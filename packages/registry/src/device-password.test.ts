import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findProgram, freePort, startMosquitto } from '@bypuls/servers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isMosquittoHash, isPasswordOf, passwordHashOf } from './device-password.js'

test('a hash tells its own password from any other, and is another one each time', () => {
  const hash = passwordHashOf('abc')

  expect(hash).toMatch(/^\$7\$10\$[A-Za-z0-9+/=]{16}\$[A-Za-z0-9+/=]{88}$/)
  expect(passwordHashOf('abc')).not.toBe(hash)
  expect(isPasswordOf(hash, 'abc')).toBe(true)
  expect(isPasswordOf(hash, 'abd')).toBe(false)
  expect(isPasswordOf(hash, '')).toBe(false)
})

test('the SHA-256 of an older registry goes on telling, and is nothing for Mosquitto', () => {
  const old = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'

  expect(isPasswordOf(old, 'abc')).toBe(true)
  expect(isPasswordOf(old, 'abd')).toBe(false)
  expect(isMosquittoHash(old)).toBe(false)
})

test.each(['', 'x', '$7$', '$7$10$$', '$7$10$AAAA$', '$6$AAAA$AAAA', '$7$x$AAAA$AAAA'])(
  'a damaged hash (%j) is nobody’s',
  (hash) => {
    expect(isPasswordOf(hash, '')).toBe(false)
    expect(isPasswordOf(hash, 'abc')).toBe(false)
  },
)

describe.skipIf(findProgram('mosquitto') === null)('with Mosquitto itself', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bypuls-passwords-'))
  const file = join(folder, 'passwords')
  let broker: Awaited<ReturnType<typeof startMosquitto>>

  beforeAll(async () => {
    writeFileSync(file, `odense/sensor-1:${passwordHashOf('right')}\n`, { mode: 0o644 })
    const port = await freePort()
    const settings = `listener ${port} 127.0.0.1\nallow_anonymous false\npassword_file ${file}\nuser root\n`
    writeFileSync(join(folder, 'mosquitto.conf'), settings)
    broker = await startMosquitto(join(folder, 'mosquitto.conf'), port)
  })
  afterAll(async () => {
    await broker.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test('our hash lets its password in, and no other', async () => {
    expect(await answerTo('odense/sensor-1', 'right', broker.port)).toBe(0)
    expect(await answerTo('odense/sensor-1', 'wrong', broker.port)).toBe(5)
  })

  test('a hash of its own tool is understood', () => {
    const made = join(folder, 'made')
    const tool = findProgram('mosquitto_passwd') ?? 'mosquitto_passwd'
    execFileSync(tool, ['-c', '-b', '-H', 'sha512-pbkdf2', made, 'a', 'secret'])
    const hash = readFileSync(made, 'utf8').trim().slice('a:'.length)

    expect(isPasswordOf(hash, 'secret')).toBe(true)
    expect(isPasswordOf(hash, 'secres')).toBe(false)
  })
})

/** The return code of a CONNECT with MQTT 3.1.1: 0 is a yes, 5 not authorised (section 3.2.2.3). */
function answerTo(username: string, password: string, port: number): Promise<number | undefined> {
  const field = (text: string) => [0, text.length, ...Buffer.from(text)]
  const body = [
    ...field('MQTT'),
    4,
    0xc2,
    0,
    60,
    ...field('t'),
    ...field(username),
    ...field(password),
  ]
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => socket.write(Buffer.from([0x10, body.length, ...body])))
    socket.once('data', (answer) => {
      resolve(answer[3])
      socket.destroy()
    })
    socket.once('error', reject)
  })
}
