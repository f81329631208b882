import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDuckdbStore } from './store.js'

const BUILT = new URL('../../dist/index.js', import.meta.url)
const POINTS = Array.from({ length: 500 }, (_, n) => `skole.lokale-${n}.co2`)
/** One reading of every point per batch; a commit of its own. */
const BATCH = POINTS.length

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stores-'))
  path = join(folder, 'readings.duckdb')
})
afterEach(() => rm(folder, { recursive: true }))

describe.skipIf(!existsSync(fileURLToPath(BUILT)))(
  'a process killed in the middle of writing',
  () => {
    test('has every acknowledged reading in its file, once, settled or not', async () => {
      let acknowledged = 0
      for (let round = 1; round <= 2; round++) {
        acknowledged = await killedAfter(acknowledged + 25, 'await store.write(batch)')
        const { rows, doubled } = await countRows()

        expect(rows).toBeGreaterThanOrEqual(acknowledged * BATCH)
        expect(rows % BATCH).toBe(0)
        expect(doubled).toBe(0)
      }
    })

    test('the broken twin, which acknowledges before the commit, loses some', async () => {
      const acknowledged = await killedAfter(25, 'void store.write(batch)')

      expect((await countRows()).rows).toBeLessThan(acknowledged * BATCH)
    })
  },
)

/** Runs a writer that starts where the last one was acknowledged; gives its last acknowledged batch. */
async function killedAfter(batches: number, write: string): Promise<number> {
  const script = `
    import { writeSync } from 'node:fs'
    import { openDuckdbStore } from ${JSON.stringify(BUILT.href)}
    const points = ${JSON.stringify(POINTS)}
    const store = await openDuckdbStore({ path: ${JSON.stringify(path)}, settleRows: 3000 })
    for (let n = ${Math.max(0, batches - 30)}; ; n++) {
      const batch = points.map((point) => ({ point, observedAt: n * 300000, value: n, flag: 'good' }))
      ${write}
      writeSync(1, (n + 1) + '\\n')
    }`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const closed = once(child, 'close')
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    if (lastLine(output) >= batches) child.kill('SIGKILL')
  })
  await closed
  return lastLine(output)
}

/** The last whole line: the kill may have cut the one after it. */
function lastLine(output: string): number {
  return Number(output.split('\n').at(-2) ?? 0)
}

async function countRows(): Promise<{ rows: number; doubled: number }> {
  const store = await openDuckdbStore({ path })
  const times = new Set<string>()
  let rows = 0
  for await (const { point, observedAt } of store.readings({ points: POINTS, from: 0, to: 1e12 })) {
    rows += observedAt.length
    for (const time of observedAt) times.add(`${point} ${time}`)
  }
  await store.close()
  return { rows, doubled: rows - times.size }
}
