import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { drained } from './faults/drained.js'
import { payloadOf, registerLoadSite } from './faults/load-site.js'
import { judge } from './faults/oracle.js'
import { startChild } from './load/child-platform.js'
import { publish } from './load/publisher.js'
import { bypuls } from './testing/command.js'
import { testFolder } from './testing/folder.js'

const SITE = ['--site', 'load', '--from', '2000-01-01', '--json']

test('a backup taken at load, restored elsewhere, holds all that was acknowledged before it', async () => {
  const [folder, parent, elsewhere] = [testFolder(), testFolder(), testFolder()]
  const backup = join(parent, 'backup')
  const baseMs = Date.now() - 86_400_000
  const platform = await startChild(folder)
  const [device] = await registerLoadSite(platform.operator, 1)
  if (device === undefined) throw new Error('no device')
  const load = (first: number, count: number) =>
    publish({
      port: platform.mqttPort,
      ...device,
      payloadOf: (it) => payloadOf(baseMs, it),
      first,
      count,
      window: 500,
    })
  const before = await load(0, 5_000)

  const [meanwhile, taken] = await Promise.all([
    load(5_000, 20_000),
    bypuls(['backup', backup], { BYPULS_DATA: folder }),
  ])
  await platform.stop('SIGTERM')
  const restored = await bypuls(['restore', backup], { BYPULS_DATA: elsewhere })
  const second = await startChild(elsewhere)
  await drained(second.url)
  const count = 25_000
  const acknowledged = new Uint8Array(count)
  acknowledged.set(before.acknowledgedAt)
  const verdict = await judge(second.operator, [{ device, baseMs, count, acknowledged }])
  await second.stop('SIGTERM')

  expect(taken).toMatchObject({ code: 0, error: '' })
  expect(restored).toMatchObject({ code: 0, error: '' })
  expect(meanwhile.complete).toBe(true)
  expect(verdict).toMatchObject({ acknowledged: 5_000, missing: 0, doubled: 0, wrong: 0 })
}, 120_000)

test('what is exported from a restored backup has the same checksum', async () => {
  const [folder, parent, elsewhere] = [testFolder(), testFolder(), testFolder()]
  const platform = await startChild(folder)
  const [device] = await registerLoadSite(platform.operator, 1)
  if (device === undefined) throw new Error('no device')
  const payload = (it: number) => payloadOf(1_790_000_000_000, it)
  await publish({
    port: platform.mqttPort,
    ...device,
    payloadOf: payload,
    first: 0,
    count: 3_000,
    window: 500,
  })
  await drained(platform.url)

  const [one, two] = [join(parent, 'one.csv'), join(parent, 'two.csv')]
  const first = await bypuls(['export', ...SITE, '--out', one], { BYPULS_DATA: folder })
  await bypuls(['backup', join(parent, 'backup')], { BYPULS_DATA: folder })
  await platform.stop('SIGTERM')
  await bypuls(['restore', join(parent, 'backup')], { BYPULS_DATA: elsewhere })
  const second = await bypuls(['export', ...SITE, '--out', two], { BYPULS_DATA: elsewhere })

  expect(JSON.parse(second.out).sha256).toBe(JSON.parse(first.out).sha256)
  expect(JSON.parse(first.out).bytes).toBeGreaterThan(3_000 * 30)
  expect(existsSync(join(parent, 'datapackage.json'))).toBe(true)
}, 120_000)
