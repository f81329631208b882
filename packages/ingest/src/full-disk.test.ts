import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openSpool } from './spool.js'
import { numbered } from './testing/numbered.js'
import { newFolder } from './testing/town.js'

const CHILD = fileURLToPath(new URL('../dist/testing/full-disk-child.js', import.meta.url))
/** No file may grow beyond this many blocks of 512 bytes: as good as a disk with no more room. */
const BLOCKS = 512

test.skipIf(process.platform === 'win32')(
  'where the disk takes no more, nothing is acknowledged, and with room again all of it is there',
  async () => {
    if (!existsSync(CHILD))
      throw new Error('packages/ingest is not built: run `npm run build` first')
    const folder = newFolder()

    const said = execFileSync(
      'sh',
      ['-c', `ulimit -f ${BLOCKS}; exec "$0" "$1" "$2"`, process.execPath, CHILD, folder.path],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    ).split('\n')
    const acknowledged = said.filter((line) => line.startsWith('+')).map(Number)
    const refusals = said.filter((line) => line.startsWith('!'))
    const spool = await openSpool({ directory: folder.path, maxBytes: 1e9 })
    const held = spool.read(1, 1e6).messages

    expect(acknowledged.length).toBeGreaterThan(100)
    expect(refusals).toHaveLength(3)
    expect(refusals[0]).toMatch(/^! io SpoolError: The disk of .* Check the disk/)
    expect(held.slice(0, acknowledged.length)).toEqual(
      acknowledged.map((position) => ({ position, message: numbered(position) })),
    )
    expect(spool.damaged()).toBe(0)
    await spool.append([numbered(0)])
    await spool.close()
    folder.remove()
  },
)
