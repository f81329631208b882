import { join } from 'node:path'
import { openDuckdbStore, type TimeSeriesStore } from '@bypuls/stores'
import { openIngest } from '../open-ingest.js'
import { createLossyStore } from './lossy-store.js'
import { numbered, numberedRoom } from './numbered.js'
import { pairs } from './town.js'

/**
 * A program to be killed: takes messages numbered from `first` on, as fast as it can, and says each
 * number on stdout once it is acknowledged. Its store is killed with it: `lossy` loses what it
 * acknowledged last. Broken twins: `hasty` acknowledges before the disk has the message, `forgetful`
 * does not know that its store is lossy.
 */
const [folder = '', first = '0', kind = ''] = process.argv.slice(2)
const LOSES_MS = 200
const UNDER_WAY = 2_000
/** As from a socket: some at a time, also while a commit is under way. */
const PER_TURN = 100

const duckdb = await openDuckdbStore({ path: join(folder, 'store.duckdb') })
const lossy = createLossyStore(duckdb, LOSES_MS)
const stores = new Map<string, TimeSeriesStore>([
  ['lossy', lossy],
  ['forgetful', { ...lossy, durabilityHorizonMs: 0 }],
])
const ingest = await openIngest({
  folder,
  store: stores.get(kind) ?? duckdb,
  deviceOf: () => numberedRoom,
  decoderByFormat: () => pairs,
  publish: () => undefined,
  log: { warn: () => undefined, info: () => undefined },
  now: Date.now,
  random: Math.random,
})

let next = Number(first)
let underWay = 0
let acknowledged: number[] = []

function acknowledge(number: number): void {
  // A pipe takes it at once: what was said is said although the program is killed in this instant.
  if (acknowledged.push(number) === 1) setImmediate(say)
}

function say(): void {
  process.stdout.write(`${acknowledged.join('\n')}\n`)
  acknowledged = []
}

function fill(): void {
  for (let turn = 0; turn < PER_TURN && underWay < UNDER_WAY; turn += 1) {
    underWay += 1
    const number = next
    next += 1
    if (kind === 'hasty') acknowledge(number)
    ingest.receive(numbered(number), (error) => {
      underWay -= 1
      if (kind !== 'hasty' && !error) acknowledge(number)
    })
  }
  setImmediate(fill)
}

fill()
