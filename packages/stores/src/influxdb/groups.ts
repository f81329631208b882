import type { Address } from './address.js'
import type { Ask } from './ask.js'
import { BOTH, type Measurements, type Named, ofPoints, type Range, source } from './flux.js'
import { type Run, readRuns } from './runs.js'

/** Points that one query names. */
export const POINTS_PER_QUERY = 500

/** What a question needs. */
export type Reader = { readonly ask: Ask; readonly address: Address }

export function groupsOf(points: Named, size = POINTS_PER_QUERY): Named[] {
  const groups: Named[] = []
  for (let at = 0; at < points.length; at += size) groups.push(points.slice(at, at + size))
  return groups
}

/** One reading of each point, or one number made of them, by the function that ends the query. */
export async function readOnePerPoint(
  { ask, address }: Reader,
  { points, range, end, measurements = BOTH }: OnePerPoint,
): Promise<ReadonlyMap<string, OfBoth>> {
  const found = new Map<string, OfBoth>()
  await Promise.all(
    groupsOf(points).map(async (group) => {
      const query = `${source(address, range, ofPoints(group, measurements))} |> ${end}`
      for (const [point, { good, suspect }] of await readRuns(ask, query)) {
        found.set(point, { good: only(good), suspect: only(suspect) })
      }
    }),
  )
  return found
}

export type OnePerPoint = {
  readonly points: Named
  readonly range: Range
  /** `first()`, `last()` or `count()`: the engine answers these without reading it all. */
  readonly end: 'first()' | 'last()' | 'count()'
  readonly measurements?: Measurements
}

export type One = { readonly observedAt: number; readonly value: number }
export type OfBoth = { readonly good: One | undefined; readonly suspect: One | undefined }

function only({ observedAt, value }: Run): One | undefined {
  const [time, of] = [observedAt[0], value[0]]
  return time === undefined || of === undefined ? undefined : { observedAt: time, value: of }
}
