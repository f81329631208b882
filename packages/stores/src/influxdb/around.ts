import type { Neighbours } from '../store.js'
import { GOOD, named } from './flux.js'
import { type OnePerPoint, type Reader, readOnePerPoint } from './groups.js'
import { clamped, FIRST_MS, LAST_MS } from './times.js'

/** The good neighbours of an instant, point by point. */
export async function readAround(
  reader: Reader,
  points: readonly string[],
  at: number,
): Promise<readonly Neighbours[]> {
  const [before, after] = await Promise.all([
    goodOnes(reader, points, FIRST_MS, at, 'last()'),
    goodOnes(reader, points, at, LAST_MS + 1, 'first()'),
  ])
  return points.map((point) => {
    const [early, late] = [before.get(point)?.good, after.get(point)?.good]
    return { point, ...(early && { before: early }), ...(late && { after: late }) }
  })
}

/** When the first reading of any of the points was, good or suspect. */
export async function readOldest(
  reader: Reader,
  points: readonly string[],
): Promise<number | null> {
  const range = { from: FIRST_MS, to: LAST_MS + 1 }
  const firsts = await readOnePerPoint(reader, { points: named(points), range, end: 'first()' })
  let oldest = Infinity
  for (const { good, suspect } of firsts.values()) {
    oldest = Math.min(oldest, good?.observedAt ?? Infinity, suspect?.observedAt ?? Infinity)
  }
  return oldest === Infinity ? null : oldest
}

async function goodOnes(
  reader: Reader,
  points: readonly string[],
  from: number,
  to: number,
  end: OnePerPoint['end'],
) {
  const range = clamped(from, to)
  if (range === undefined) return new Map()
  return readOnePerPoint(reader, { points: named(points), range, end, measurements: GOOD })
}
