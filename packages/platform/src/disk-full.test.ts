import { describe, expect, test } from 'vitest'
import { mayMount, onSmallDisk } from './faults/on-small-disk.js'

const mounts = await mayMount()

describe.runIf(mounts)('on a small disk', () => {
  test('that is full, it says so, acknowledges only what it has, and goes on when there is room', async () => {
    const verdict = await onSmallDisk('data')

    expect(verdict).toMatchObject({ missing: 0, doubled: 0, wrong: 0, sameProcessAlive: true })
    expect(verdict.acknowledgedWhileFull).toBeLessThan(verdict.sentWhileFull / 10)
    expect(verdict.readyz).toBe(503)
    expect(verdict.said.join('\n')).toMatch(
      /spool: The disk of .* is full, so nothing more is accepted\. Make room on it/,
    )
    expect(verdict.logged.join('\n')).toMatch(/not acknowledged: The disk of .* is full/)
  }, 120_000)

  test('of the store alone, the spool stops at its own limit and names it', async () => {
    const verdict = await onSmallDisk('store')

    expect(verdict).toMatchObject({ missing: 0, doubled: 0, wrong: 0, sameProcessAlive: true })
    expect(verdict.acknowledgedWhileFull).toBeLessThan(verdict.sentWhileFull / 10)
    expect(verdict.said.join('\n')).toMatch(
      /spool: The spool holds \d+ bytes .*its limit is 1048576, so nothing more is accepted/,
    )
    expect(verdict.logged.join('\n')).toMatch(/not acknowledged: The spool holds \d+ bytes/)
  }, 120_000)

  test('the broken twin, which acknowledges before the disk has the message, loses some', async () => {
    const verdict = await onSmallDisk('data', 'acknowledge-first.js')

    expect(verdict.missing).toBeGreaterThan(0)
  }, 120_000)
})
