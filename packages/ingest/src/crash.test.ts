import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { openDuckdbStore } from '@bypuls/stores'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { numberedRoom, numberOf } from './testing/numbered.js'
import { CO2, newFolder, openTestIngest, stored } from './testing/town.js'

const CHILD = fileURLToPath(new URL('../dist/testing/crash-child.js', import.meta.url))
/** How much each run acknowledges, at full load, before it is killed. */
const RUNS = [1_000, 5_000, 1, 3_000]
const NUMBERS_PER_RUN = 10_000_000

let folder: ReturnType<typeof newFolder>
beforeEach(() => {
  if (!existsSync(CHILD)) throw new Error('packages/ingest is not built: run `npm run build` first')
  folder = newFolder()
})
afterEach(() => folder.remove())

test('of what was acknowledged before each kill -9 nothing is lost, nothing doubled, nothing else', async () => {
  const acknowledged = await killSeveralTimes()

  const found = await afterReplay()

  expect(acknowledged.size).toBeGreaterThan(1_000)
  expect(lost(acknowledged, found)).toBe(0)
  expect(found).toHaveLength(new Set(found).size)
  expect(found).not.toContain(undefined)
}, 60_000)

test('its broken twin, which acknowledges before the disk has the message, loses some', async () => {
  const acknowledged = await killSeveralTimes('hasty')

  expect(lost(acknowledged, await afterReplay())).toBeGreaterThan(0)
}, 60_000)

test('where the store dies too and loses what it acknowledged last, nothing is lost either', async () => {
  const acknowledged = await killSeveralTimes('lossy')

  const found = await afterReplay()

  expect(acknowledged.size).toBeGreaterThan(1_000)
  expect(lost(acknowledged, found)).toBe(0)
  expect(found).toHaveLength(new Set(found).size)
}, 60_000)

test('its broken twin, which believes what such a store acknowledges, loses some', async () => {
  const acknowledged = await killSeveralTimes('forgetful')

  expect(lost(acknowledged, await afterReplay())).toBeGreaterThan(0)
}, 60_000)

/** The oracle: every number that the program said it has, in another process than the program. */
async function killSeveralTimes(kind = ''): Promise<Set<number>> {
  const acknowledged = new Set<number>()
  for (const [run, enough] of RUNS.entries()) {
    const first = String(run * NUMBERS_PER_RUN)
    const child = spawn(process.execPath, [CHILD, folder.path, first, kind], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const lines = createInterface({ input: child.stdout })
    let said = 0
    lines.on('line', (line) => {
      acknowledged.add(Number(line))
      said += 1
      if (said === enough) child.kill('SIGKILL')
    })
    await Promise.all([once(child, 'exit'), once(lines, 'close')])
  }
  return acknowledged
}

/** The numbers in the store once a new start has brought what was left in the spool. */
async function afterReplay(): Promise<(number | undefined)[]> {
  const store = await openDuckdbStore({ path: join(folder.path, 'store.duckdb') })
  const town = await openTestIngest(folder.path, store, { deviceOf: () => numberedRoom })
  await town.delivered()
  const readings = await stored(store, CO2)
  await town.ingest.close()
  await store.close()
  return readings.map(numberOf)
}

function lost(acknowledged: ReadonlySet<number>, found: readonly (number | undefined)[]): number {
  const there = new Set(found)
  return [...acknowledged].filter((number) => !there.has(number)).length
}
