import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ChildPlatform, startChild } from '../load/child-platform.js'
import { bypuls } from '../testing/command.js'

let folder: string
let platform: ChildPlatform

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bypuls-wrong-use-'))
  platform = await startChild(folder)
  const { operator } = platform
  await operator.send('POST', '/api/v1/organisations', { name: 'odense', title: 'Odense' })
  const site = { name: 'skole', title: 'Skole', locality: 'Odense', organisation: 'odense' }
  await operator.send('POST', '/api/v1/sites', { ...site, latitude: 55, longitude: 10 })
}, 30_000)

afterAll(async () => {
  await platform.stop('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
})

const PLACE = ['place', 'add', '--site', 'skole', '--name', 'r', '--kind', 'room']

test.each([
  [
    ['organisation', 'add', '--name', 'odense'],
    'organisation.name: the organisation "odense" exists already, expected a new name\n',
  ],
  [
    ['organisation', 'add', '--name', 'Odense'],
    'name: expected 1 to 40 of a-z, 0-9 and -, got "Odense"\n',
  ],
  [['device', 'tail', 'odense/nope'], 'There is nothing here. (devices/odense/nope)\n'],
  [[...PLACE, '--occupied', '5-1@08:00-16:00'], 'got "5-1@08:00-16:00"'],
])(
  '%j ends at once with what was expected',
  async (args, expected) => {
    const ended = await bypuls(args, { BYPULS_DATA: folder })

    expect(ended.code).toBe(2)
    expect(ended.error).toContain(expected)
    expect(ended.error).not.toContain('    at ')
  },
  20_000,
)

test('a point of no metric leaves no place behind', async () => {
  const args = ['point', 'add', '--site', 'skole', '--place', 'loft', '--metric', 'warmth']

  const ended = await bypuls(args, { BYPULS_DATA: folder })
  const places = await platform.operator.get('/api/v1/places')

  expect(ended).toMatchObject({ code: 2, error: expect.stringContaining('--metric=warmth') })
  expect(places).toMatchObject({ items: [] })
}, 20_000)

test('a tail without a platform says so instead of waiting for ever', async () => {
  const ended = await bypuls(['device', 'tail', 'odense/a'], { BYPULS_DATA: join(folder, 'none') })

  expect(ended).toMatchObject({ code: 1, error: expect.stringContaining('no Bypuls runs on') })
}, 20_000)
