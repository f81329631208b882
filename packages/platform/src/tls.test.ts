import { existsSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connectAsync } from 'mqtt'
import { expect, onTestFinished, test } from 'vitest'
import { startChild } from './load/child-platform.js'
import { bypuls, program } from './testing/command.js'
import { testFolder } from './testing/folder.js'

const OPENSSL = '/usr/bin/openssl'

test.runIf(existsSync(OPENSSL))(
  'with a certificate of its own, devices and every command work over TLS',
  async () => {
    const { folder, env } = await withCertificate()
    const platform = await startChild(folder, { env })
    onTestFinished(async () => {
      await platform.stop('SIGTERM')
    })
    const command = (...args: string[]) => bypuls(args, { ...env, BYPULS_DATA: folder })

    const made = await command('organisation', 'add', '--name', 'odense')
    const device = await command(
      ...['device', 'add', '--organisation', 'odense', '--name', 'sensor-1', '--json'],
    )
    const doctor = await command('doctor', '--json')

    expect(platform.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/)
    expect(made).toMatchObject({ code: 0, error: '' })
    expect(doctor).toMatchObject({ code: 0, out: expect.stringContaining('"name":"process"') })
    const client = await connectAsync(`mqtts://localhost:${platform.mqttsPort}`, {
      username: 'odense/sensor-1',
      password: JSON.parse(device.out).password,
      ca: await readFile(env.BYPULS_TLS_CERT),
      reconnectPeriod: 0,
    })
    await client.endAsync()
  },
)

test('a certificate that is none is named by its setting, without a stack', async () => {
  const folder = testFolder()
  const file = join(folder, 'not.pem')
  writeFileSync(file, 'not a certificate')
  const settings = {
    BYPULS_DATA: join(folder, 'data'),
    BYPULS_TLS_CERT: file,
    BYPULS_TLS_KEY: '/nowhere.pem',
  }

  const started = await bypuls(['start'], settings)
  const doctor = await bypuls(['doctor'], settings)

  expect(started.code).toBe(1)
  expect(started.error).toContain('BYPULS_TLS_KEY=/nowhere.pem: cannot be used (ENOENT')
  expect(started.error).not.toContain('    at ')
  expect(doctor.code).toBe(1)
  expect(doctor.out).toMatch(/FAILED {2}tls .*BYPULS_TLS_KEY=\/nowhere.pem/)
})

async function withCertificate() {
  const folder = testFolder()
  const at = testFolder()
  const [cert, key] = [join(at, 'cert.pem'), join(at, 'key.pem')]
  const made = await program(OPENSSL, [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', '-subj', '/CN=localhost'],
    ...['-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', cert],
  ])
  expect(made.code).toBe(0)
  const env = {
    BYPULS_HTTP_HOST: '0.0.0.0',
    BYPULS_MQTT_HOST: '0.0.0.0',
    BYPULS_MQTTS_PORT: '0',
    BYPULS_TLS_CERT: cert,
    BYPULS_TLS_KEY: key,
  }
  return { folder, env }
}
