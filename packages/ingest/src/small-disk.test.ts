import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { SmallDiskVerdict } from './testing/small-disk-child.js'
import { newFolder } from './testing/town.js'

const CHILD = fileURLToPath(new URL('../dist/testing/small-disk-child.js', import.meta.url))
/** A disk of 10 MB that exists for that run only. */
const ON_SMALL_DISK = 'mount -t tmpfs -o size=10m tmpfs "$2" && exec "$0" "$1" "$2/spool" "$3"'
/** Linux, and a user who may mount a disk for one process alone. */
const mayMount = spawnSync('unshare', ['--mount', 'true']).status === 0

test.skipIf(!mayMount).each([
  ['each commit needs a new segment', 1],
  ['segments are small', 20_000],
])(
  'where the disk is full and %s, nothing is lost, and a delivery makes room',
  (_, segmentBytes) => {
    if (!existsSync(CHILD))
      throw new Error('packages/ingest is not built: run `npm run build` first')
    const folder = newFolder()

    const args = ['--mount', 'sh', '-c', ON_SMALL_DISK, process.execPath, CHILD, folder.path]
    const said = execFileSync('unshare', [...args, String(segmentBytes)], { encoding: 'utf8' })
    const verdict: SmallDiskVerdict = JSON.parse(said)

    expect(verdict.acknowledged).toBeGreaterThan(500)
    expect(verdict.refusals).toEqual([
      `full: The disk of ${join(folder.path, 'spool')} is full, so nothing more is accepted. Make room on it; what was acknowledged is kept and accepting goes on by itself.`,
    ])
    expect(verdict).toMatchObject({ lost: 0, damaged: 0, afterwards: 200 })
    folder.remove()
  },
)
