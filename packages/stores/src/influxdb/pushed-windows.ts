import type { WindowParts } from '@bypuls/model'
import type { WindowQuery } from '../store.js'
import { GOOD, type Named } from './flux.js'
import { type Reader, readOnePerPoint } from './groups.js'
import { inFlight } from './in-flight.js'
import { joinedWindows } from './joined-windows.js'
import { readLively, whereLively } from './lively.js'
import { type PartRuns, readPartRuns, windowsIn } from './part-runs.js'
import { readRawWindows } from './raw-windows.js'

/**
 * Readings per window below which reading them all costs less than asking for first and last with their
 * times: the engine makes a table of each window for those.
 */
const FEW_PER_WINDOW = 20
/** Groups under way: some are answered while one is put together here. */
const GROUPS_AT_ONCE = 3
/** So full have a group's windows to be that the next ones' are asked for whether or not empty; as at first. */
const DENSE = 0.5

/** Windows that the storage itself puts together, a query per part, all parts of a group side by side. */
export async function* readPushedWindows(
  reader: Reader,
  groups: readonly Named[],
  query: WindowQuery,
): AsyncGenerator<readonly WindowParts[]> {
  const possible = windowsIn(query)
  let isDense = true
  const ask = (group: Named) => readGroup(reader, group, query, isDense)
  for await (const { group, batches } of inFlight(groups, GROUPS_AT_ONCE, ask)) {
    let found = 0
    for await (const batch of batches) {
      found += batch.length
      yield batch
    }
    isDense = found >= possible * group.length * DENSE
  }
}

/** Windows are made one batch after another, as they are taken: many that live long cost much memory. */
async function readGroup(reader: Reader, group: Named, query: WindowQuery, isDense: boolean) {
  if (await areFew(reader, group, query)) {
    return { group, batches: readRawWindows(reader, group, query) }
  }
  const cut = whereLively(query, group.length)
  const [settled, lively] = await Promise.all([
    readPartRuns(reader, group, { ...query, to: cut }, isDense),
    readLively(reader, group, { ...query, from: cut }),
  ])
  return { group, batches: batchesOf(group, query, settled, lively) }
}

function* batchesOf(
  group: Named,
  query: WindowQuery,
  settled: PartRuns,
  lively: ReadonlyMap<string, readonly WindowParts[]>,
): Generator<readonly WindowParts[]> {
  for (const { point } of group) {
    yield* joinedWindows(point, query, settled)
    const last = lively.get(point)
    if (last !== undefined) yield last
  }
}

async function areFew(reader: Reader, points: Named, query: WindowQuery): Promise<boolean> {
  const { from, to, widthMs, parts } = query
  if (!parts.some((part) => part.endsWith('At'))) return false
  const ends = { points, range: { from, to }, measurements: GOOD, end: 'count()' } as const
  let readings = 0
  for (const { good } of (await readOnePerPoint(reader, ends)).values())
    readings += good?.value ?? 0
  return readings < (FEW_PER_WINDOW * points.length * (to - from)) / widthMs
}
