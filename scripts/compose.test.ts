import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { victoriaMetricsOptions } from '@bypuls/servers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { rolesOf } from '../packages/platform/src/roles.js'
import { parseSettings } from '../packages/platform/src/settings.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const text = (path: string) => readFileSync(join(root, path), 'utf8')

const Compose = z.object({
  services: z.record(
    z.string(),
    z.object({
      image: z.string(),
      user: z.string(),
      command: z.array(z.string()).optional(),
      entrypoint: z.array(z.string()).optional(),
      environment: z.record(z.string(), z.string()).default({}),
      ports: z.array(z.string()).default([]),
      volumes: z.array(z.string()).default([]),
      profiles: z.array(z.string()).default([]),
      depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
      healthcheck: z.object({
        test: z.array(z.string()).optional(),
        disable: z.boolean().optional(),
      }),
      restart: z.string(),
      read_only: z.literal(true),
      cap_drop: z.tuple([z.literal('ALL')]),
      cap_add: z.array(z.string()).default([]),
      security_opt: z.tuple([z.literal('no-new-privileges:true')]),
    }),
  ),
  volumes: z.record(z.string(), z.null()),
})
const file = Compose.parse(parse(text('docker-compose.yml'), { merge: true }))
const services = Object.entries(file.services).map(([name, service]) => ({ name, ...service }))
const lasting = services.filter(({ restart }) => restart !== 'no')
const ours = lasting.filter(({ image }) => image.startsWith('bypuls:'))

/** The image's name and version, e.g. `influxdb` and `2.7.12`. */
function imageOf(service: string): { name: string; version: string } {
  const [name = '', version = ''] = file.services[service]?.image.split(':') ?? []
  return { name, version }
}

const compose = [['docker', 'compose'], ['docker-compose']].find(
  ([command = '', ...args]) => spawnSync(command, [...args, 'version']).status === 0,
)

describe.skipIf(compose === undefined)('docker compose', () => {
  const profiles = ['', 'scale', 'victoriametrics', 'tls', 'scale,victoriametrics,tls']

  test.each(profiles)('accepts the file with the profiles "%s"', (names) => {
    expect(config(names, ['docker-compose.yml'])).toEqual({ status: 0, stderr: '' })
  })

  test('accepts what docs/how-to adds to it', () => {
    const page = text('docs/how-to/production-one-machine.md')
    const [, added = ''] = /^```yaml\n(.*?)^```/ms.exec(page) ?? []
    const folder = mkdtempSync(join(tmpdir(), 'bypuls-override-'))
    writeFileSync(join(folder, 'override.yml'), added)

    const answer = config('', ['docker-compose.yml', join(folder, 'override.yml')])
    rmSync(folder, { recursive: true })

    expect(added).toContain('8883')
    expect(answer).toEqual({ status: 0, stderr: '' })
  })

  function config(profiles: string, files: readonly string[]) {
    const [command = '', ...args] = compose ?? []
    const asked = [...args, ...files.flatMap((path) => ['--file', path]), 'config', '--quiet']
    const { status, stderr } = spawnSync(command, asked, {
      cwd: root,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: process.env.HOME, COMPOSE_PROFILES: profiles },
    })
    return { status, stderr }
  }
})

test.each(services)('$name runs as nobody in particular, of a version that is named', (service) => {
  expect(service.user).toMatch(/^[1-9]\d*:[1-9]\d*$/)
  expect(service.image).toMatch(/:v?\d+\.\d+/)
})

test.each(lasting)('$name says how it does, and starts again', ({ healthcheck, restart }) => {
  expect(healthcheck.test?.length).toBeGreaterThan(1)
  expect(restart).toBe('unless-stopped')
})

test.each(services)('no secret of $name is written down', ({ environment }) => {
  const secrets = Object.entries(environment).filter(([name]) => /PASSWORD|TOKEN|SECRET/.test(name))

  expect(secrets.filter(([name]) => !name.endsWith('_FILE'))).toEqual([])
  expect(secrets.filter(([, path]) => !path.startsWith('/run/secrets/'))).toEqual([])
})

test('only Caddy is reached from outside, unless one says so', () => {
  const open = services.flatMap(({ name, ports }) =>
    ports.filter((port) => !/^(\$\{MQTT_ADDRESS:-)?127\.0\.0\.1/.test(port)).map(() => name),
  )

  expect(new Set(open)).toEqual(new Set(['caddy']))
})

test('every file that is mounted is there', () => {
  const mounted = services
    .flatMap(({ volumes }) => volumes.map((volume) => volume.split(':')[0] ?? ''))
    .filter((volume) => volume.startsWith('.'))

  expect(mounted.length).toBeGreaterThan(0)
  expect(mounted.filter((path) => !existsSync(join(root, path)))).toEqual([])
})

test('every volume is declared, and used', () => {
  const used = services
    .flatMap(({ volumes }) => volumes.map((volume) => volume.split(':')[0] ?? ''))
    .filter((volume) => !volume.startsWith('.'))

  expect([...new Set(used)].sort()).toEqual(Object.keys(file.volumes).sort())
})

describe('with the secrets that the first start makes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bypuls-secrets-'))
  const make = () =>
    execFileSync(process.execPath, ['docker/make-secrets.mjs', folder], { cwd: root })
  const read = (path: string) => readFileSync(path.replace('/run/secrets', folder), 'utf8')
  const paths = [
    ...new Set(services.flatMap(({ environment }) => Object.values(environment))),
  ].filter((value) => value.startsWith('/run/secrets/'))
  beforeAll(make)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('each is random, stays, and is for its owner and group alone', () => {
    const first = paths.map(read)

    make()

    expect(paths.map(read)).toEqual(first)
    expect(new Set(first).size).toBe(paths.length)
    for (const secret of first) expect(secret).toMatch(/^[\w-]{43}\n$/)
    const modes = paths.map((path) => statSync(path.replace('/run/secrets', folder)).mode & 0o777)
    expect(new Set(modes)).toEqual(new Set([0o440]))
  })

  test.each(ours)('$name starts with its settings and roles', ({ command, environment }) => {
    const given = Object.entries(environment).map(([name, value]): [string, string] => [
      name,
      // As compose does where `.env` says nothing.
      value.replace(/^\$\{\w+:-(.*)\}$/, '$1').replace('/run/secrets', folder),
    ])
    const settings = parseSettings(Object.fromEntries(given))
    const roles = command?.[2] ?? ''

    expect(settings).toMatchObject({ ok: true })
    if (settings.ok) expect([...rolesOf(roles, settings.value)]).toEqual([roles])
  })

  test('every process has a name and an address of its own, and all roles are played', () => {
    const names = ours.map(({ environment }) => environment.BYPULS_PROCESS)
    const urls = ours.map(({ name, environment }) => [name, environment.BYPULS_PROCESS_URL])

    expect(new Set(names).size).toBe(ours.length)
    expect(urls).toEqual(ours.map(({ name }) => [name, `http://${name}:3000`]))
    expect(new Set(ours.map(({ command }) => command?.[2]))).toEqual(
      new Set(['broker', 'ingest', 'watch', 'api']),
    )
  })
})

describe('what runs in the containers is what the tests run with', () => {
  const built = (service: string) =>
    /version: '(v[\d.]+)'|VERSION = '(v[\d.]+)'/.exec(text(`scripts/services/${service}.mjs`))

  test('InfluxDB', () => {
    expect(file.services.influxdb?.entrypoint).toEqual(['/bin/bash', '/start-influxdb'])
    expect(imageOf('influxdb')).toEqual({
      name: 'influxdb',
      version: built('influxd')?.[2]?.slice(1),
    })
  })

  test('VictoriaMetrics, with the same options', () => {
    const version = `${built('victoria-metrics')?.[1]}-cluster`
    for (const part of ['vmstorage-1', 'vmstorage-2', 'vminsert', 'vmselect']) {
      const name = `victoriametrics/${part.replace(/-\d$/, '')}`
      expect(imageOf(part)).toEqual({ name, version })
    }
    for (const part of ['vmstorage-1', 'vmstorage-2'])
      expect(file.services[part]?.command).toEqual(
        expect.arrayContaining([...victoriaMetricsOptions]),
      )
    expect(file.services.vmselect?.command).toContain(victoriaMetricsOptions[1])
  })

  test('a Postgres that is no older', () => {
    expect(imageOf('postgres').name).toBe('postgres')
    expect(Number.parseInt(imageOf('postgres').version, 10)).toBeGreaterThanOrEqual(15)
  })

  test('Mosquitto, on the configuration of this folder', () => {
    expect(imageOf('mosquitto')).toMatchObject({ name: 'eclipse-mosquitto' })
    expect(imageOf('mosquitto').version).toMatch(/^2\.0\./)
    for (const name of ['mosquitto.conf', 'run'])
      expect(file.services.mosquitto?.volumes).toContain(
        `./mosquitto/${name}:/mosquitto/config/${name}:ro`,
      )
    expect(file.services.mosquitto?.entrypoint).toEqual(['/bin/sh', '/mosquitto/config/run'])
  })
})
