import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { FullDiskVerdict } from './faults/full-disk.js'
import { program } from './testing/command.js'
import { testFolder } from './testing/folder.js'

const built = (file: string) => fileURLToPath(new URL(`../dist/faults/${file}`, import.meta.url))
const mounts = await program('unshare', ['--mount', 'true']).then(
  ({ code }) => code === 0,
  () => false,
)

/** Everything happens on a small disk that exists for this run only. */
async function fullDisk(part: 'data' | 'store', twin: readonly string[] = []) {
  const folder = testFolder()
  mkdirSync(join(folder, 'disk'))
  const script = 'mount -t tmpfs -o size=48m tmpfs "$2/disk" && exec "$0" "$@"'
  const run = [built('full-disk-process.js'), folder, part, ...twin]
  const ended = await program('unshare', ['--mount', 'sh', '-c', script, process.execPath, ...run])
  if (ended.code !== 0) throw new Error(ended.error)
  const verdict: FullDiskVerdict = JSON.parse(ended.out)
  return verdict
}

describe.runIf(mounts)('on a small disk', () => {
  test('that is full, it says so, acknowledges only what it has, and goes on when there is room', async () => {
    const verdict = await fullDisk('data')

    expect(verdict).toMatchObject({ missing: 0, doubled: 0, wrong: 0, sameProcessAlive: true })
    expect(verdict.acknowledgedWhileFull).toBeLessThan(verdict.sentWhileFull / 10)
    expect(verdict.readyz).toBe(503)
    expect(verdict.said.join('\n')).toMatch(
      /spool: The disk of .* is full, so nothing more is accepted\. Make room on it/,
    )
    expect(verdict.logged.join('\n')).toMatch(/not acknowledged: The disk of .* is full/)
  }, 120_000)

  test('of the store alone, the spool stops at its own limit and names it', async () => {
    const verdict = await fullDisk('store')

    expect(verdict).toMatchObject({ missing: 0, doubled: 0, wrong: 0, sameProcessAlive: true })
    expect(verdict.acknowledgedWhileFull).toBeLessThan(verdict.sentWhileFull / 10)
    expect(verdict.said.join('\n')).toMatch(
      /spool: The spool holds \d+ bytes .*its limit is 1048576, so nothing more is accepted/,
    )
    expect(verdict.logged.join('\n')).toMatch(/not acknowledged: The spool holds \d+ bytes/)
  }, 120_000)

  test('the broken twin, which acknowledges before the disk has the message, loses some', async () => {
    const verdict = await fullDisk('data', [built('acknowledge-first.js')])

    expect(verdict.missing).toBeGreaterThan(0)
  }, 120_000)
})
