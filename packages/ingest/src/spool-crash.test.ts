import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSpool } from './spool.js'
import { numbered } from './testing/numbered.js'
import { newFolder } from './testing/town.js'

const CHILD = fileURLToPath(new URL('../dist/testing/segments-child.js', import.meta.url))
/** So many acknowledgements after its start, in small segments at full load, each run is killed. */
const RUNS = [150, 400, 1, 77, 233, 180]

let folder: ReturnType<typeof newFolder>
beforeEach(() => {
  if (!existsSync(CHILD)) throw new Error('packages/ingest is not built: run `npm run build` first')
  folder = newFolder()
})
afterEach(() => folder.remove())

test('whatever is done to segments when a kill -9 comes, nothing acknowledged is lost before its delivery', async () => {
  const { acknowledged, delivered } = await killSeveralTimes()

  const { found, damaged } = await left()

  expect(acknowledged).toBeGreaterThan(5_000)
  expect(delivered).toBeGreaterThan(1_000)
  expect(missing({ acknowledged, delivered }, found)).toBe(0)
  expect(damaged).toBe(0)
}, 60_000)

test('its broken twin, which removes segments when they are full, loses some', async () => {
  const said = await killSeveralTimes('eager')

  expect(missing(said, (await left()).found)).toBeGreaterThan(0)
}, 60_000)

test('its broken twin, which removes a segment before a commit says that it may, is caught', async () => {
  await killSeveralTimes('unmarked')

  expect((await left()).damaged).toBeGreaterThan(0)
}, 60_000)

type Said = { readonly acknowledged: number; readonly delivered: number }

/** The oracle: the last position that was acknowledged, and up to where nothing need be kept. */
async function killSeveralTimes(kind = ''): Promise<Said> {
  let acknowledged = 0
  let delivered = 0
  for (const enough of RUNS) {
    const child = spawn(process.execPath, [CHILD, folder.path, kind], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const lines = createInterface({ input: child.stdout })
    let commits = 0
    lines.on('line', (line) => {
      if (line.startsWith('-')) delivered = Number(line.slice(1))
      else acknowledged = Number(line.split(' ')[1])
      commits += 1
      if (commits === enough) child.kill('SIGKILL')
    })
    await Promise.all([once(child, 'exit'), once(lines, 'close')])
  }
  return { acknowledged, delivered }
}

/** What a new start finds: positions of messages that are what was sent. */
async function left() {
  const spool = await openSpool({ directory: folder.path, maxBytes: 1e9 })
  const found = new Set<number>()
  for (let at = 1; at <= spool.positions().last; ) {
    const { messages, next } = spool.read(at, 1_000)
    for (const { position, message } of messages) {
      expect(message).toEqual(numbered(position))
      found.add(position)
    }
    at = next
  }
  const damaged = spool.damaged()
  await spool.close()
  return { found, damaged }
}

function missing({ acknowledged, delivered }: Said, found: ReadonlySet<number>): number {
  let count = 0
  for (let at = delivered + 1; at <= acknowledged; at += 1) if (!found.has(at)) count += 1
  return count
}
