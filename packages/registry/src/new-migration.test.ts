import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

const here = fileURLToPath(new URL('..', import.meta.url))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bypuls-registry-'))
  for (const part of ['scripts', 'package.json']) {
    cpSync(join(here, part), join(folder, part), { recursive: true })
  }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The script on a registry of its own, with nothing in npm's cache and no network. */
function newMigration(...args: string[]) {
  const script = join(folder, 'scripts/new-migration.mjs')
  const env = {
    PATH: process.env.PATH,
    npm_config_cache: join(folder, 'cache'),
    npm_config_offline: 'true',
  }
  return spawnSync(process.execPath, [script, ...args], { encoding: 'utf8', env })
}

test('a migration needs a name', () => {
  const { status, stderr } = newMigration()

  expect([status, stderr]).toEqual([
    2,
    'NAME: expected what the migration does, in a-z, 0-9 and -, got ""\n',
  ])
})

test('before the build there are no tables to compare with, and the remedy is told', () => {
  const { status, stderr } = newMigration('add-owner')

  expect([status, stderr]).toEqual([
    2,
    'packages/registry/dist: the compiled tables are missing; first: npm run build\n',
  ])
})

test('where the tool cannot be fetched it is said what is missing', () => {
  mkdirSync(join(folder, 'dist'))
  cpSync(join(here, 'dist/schema'), join(folder, 'dist/schema'), { recursive: true })

  const { status, stderr } = newMigration('add-owner')

  expect(status).toBe(1)
  expect(stderr).toMatch(/No migration is written: drizzle-kit@\S+ could not be fetched/)
})
