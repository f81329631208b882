import { setTimeout } from 'node:timers/promises'
import { openSpool } from '../spool.js'
import { SpoolError } from '../spool-error.js'
import { numbered } from './numbered.js'

/** What happened on the small disk. */
export type SmallDiskVerdict = {
  readonly acknowledged: number
  /** What was said of each kind of refusal, once. */
  readonly refusals: readonly string[]
  /** Messages that were acknowledged, not delivered, and are not there. */
  readonly lost: number
  readonly damaged: number
  /** Acknowledged after most was delivered. */
  readonly afterwards: number
}

/**
 * Fills a spool on a disk that is soon full until it was refused for a while, delivers most of it, and
 * goes on; says a `SmallDiskVerdict`.
 */
const [directory = '', segmentBytes = ''] = process.argv.slice(2)
const PER_COMMIT = 20
const REFUSALS = 5
const KEPT = 100
const AFTERWARDS = 200
const PATIENCE_MS = 10_000
const settings = { directory, maxBytes: 1e9, segmentBytes: Number(segmentBytes) }
let spool = await openSpool(settings)
const refusals = new Set<string>()
const acknowledged: number[] = []

/** Resolves with whether they were taken; positions of refused ones are not used again. */
async function append(): Promise<boolean> {
  try {
    const batch = Array.from({ length: PER_COMMIT }, (_, index) => numbered(index))
    const first = await spool.append(batch)
    for (const index of batch.keys()) acknowledged.push(first + index)
    return true
  } catch (error) {
    refusals.add(error instanceof SpoolError ? `${error.kind}: ${error.message}` : String(error))
    return false
  }
}

for (let refused = 0; refused < REFUSALS; ) {
  if (await append()) continue
  refused += 1
  await setTimeout(300)
}
const before = acknowledged.length
spool.delivered(acknowledged.at(-KEPT - 1) ?? 0)
const end = performance.now() + PATIENCE_MS
while (acknowledged.length < before + AFTERWARDS && performance.now() < end) {
  if (!(await append())) await setTimeout(50)
}
await spool.close()
spool = await openSpool(settings)
const found = new Set<number>()
for (let at = spool.positions().delivered + 1; at <= spool.positions().last; ) {
  const { messages, next } = spool.read(at, 1_000)
  for (const { position } of messages) found.add(position)
  at = next
}
const verdict: SmallDiskVerdict = {
  acknowledged: before,
  refusals: [...refusals],
  lost: acknowledged.slice(before - KEPT).filter((position) => !found.has(position)).length,
  damaged: spool.damaged(),
  afterwards: acknowledged.length - before,
}
await spool.close()
process.stdout.write(JSON.stringify(verdict))
