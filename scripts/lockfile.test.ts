import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const lock: { packages: Record<string, { resolved?: string; optional?: boolean }> } = JSON.parse(
  readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'),
)
const names = Object.keys(lock.packages)

/** Packages whose binaries npm chooses by platform, and how each names a platform. */
const NATIVE = [
  {
    prefix: 'node_modules/@duckdb/node-bindings-',
    platforms: ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64'],
  },
  {
    prefix: 'node_modules/@lmdb/lmdb-',
    platforms: ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64'],
  },
  {
    prefix: 'node_modules/@msgpackr-extract/msgpackr-extract-',
    platforms: ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64'],
  },
  {
    prefix: 'node_modules/@biomejs/cli-',
    platforms: ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64'],
  },
  {
    prefix: 'node_modules/@rolldown/binding-',
    platforms: ['linux-x64-gnu', 'linux-arm64-gnu', 'darwin-arm64', 'win32-x64-msvc'],
  },
  {
    prefix: 'node_modules/lightningcss-',
    platforms: ['linux-x64-gnu', 'linux-arm64-gnu', 'darwin-arm64', 'win32-x64-msvc'],
  },
  {
    prefix: 'node_modules/@typescript/typescript-',
    platforms: ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64'],
  },
]

test.each(NATIVE)('the lockfile serves every platform: $prefix', ({ prefix, platforms }) => {
  expect(platforms.filter((platform) => !names.includes(`${prefix}${platform}`))).toEqual([])
})

test('the lockfile names no download address', () => {
  const addresses = Object.values(lock.packages).filter((entry) =>
    entry.resolved?.startsWith('http'),
  )

  expect(addresses).toEqual([])
})
