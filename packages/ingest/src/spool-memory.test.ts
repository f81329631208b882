import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSpool } from './spool.js'
import { message, newFolder } from './testing/town.js'

const MB = 1024 * 1024
const SPOOL_MB = 32

let folder: ReturnType<typeof newFolder>
beforeEach(() => {
  folder = newFolder()
})
afterEach(() => folder.remove())

const onLinux = test.skipIf(process.platform !== 'linux')

onLinux(
  'reading a long spool back takes the memory of its segments, not of its length',
  async () => {
    expect(await mostWhileReadMb(4 * MB)).toBeLessThan(SPOOL_MB / 2)
  },
)

onLinux('its broken twin, which has all in one segment, takes all of it', async () => {
  expect(await mostWhileReadMb(1_000 * MB)).toBeGreaterThan(SPOOL_MB * 0.9)
})

/** How much of its files a process has in memory while it reads its spool, beyond that before. */
async function mostWhileReadMb(segmentBytes: number): Promise<number> {
  const spool = await openSpool({ directory: folder.path, maxBytes: 1e9, segmentBytes })
  const batch = Array.from({ length: 1_000 }, () => message('x'.repeat(1_000)))
  while (spool.bytes() < SPOOL_MB * MB) await spool.append(batch)
  const before = residentFilesMb()
  let most = 0
  for (let at = 1; at <= spool.positions().last; ) {
    at = spool.read(at, 1_000).next
    most = Math.max(most, residentFilesMb() - before)
  }
  await spool.close()
  return most
}

function residentFilesMb(): number {
  const status = readFileSync('/proc/self/status', 'utf8')
  return Number(/RssFile:\s+(\d+)/.exec(status)?.[1]) / 1024
}
