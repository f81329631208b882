import type { Address } from './address.js'
import type { Ask } from './ask.js'
import { BOTH, type Measurements, type Named, ofPoints, type Range, source } from './flux.js'
import { type Run, readRuns } from './runs.js'

/** Points that one query names at most. */
const POINTS_PER_QUERY = 500
/** Metrics at sites that one query names at most: each may be an `or` in it. */
const METRICS_PER_QUERY = 40

/** What a question needs. */
export type Reader = { readonly ask: Ask; readonly address: Address }

/** Neighbours in the order asked, as many as one query names. */
export function groupsOf(points: Named, most = POINTS_PER_QUERY): Named[] {
  const groups: Named[number][][] = []
  let group: Named[number][] = []
  const metrics = new Set<string>()
  for (const point of points) {
    metrics.add(`${point.parts.site} ${point.parts.metric}`)
    if (groups.length === 0 || group.length >= most || metrics.size > METRICS_PER_QUERY) {
      group = []
      groups.push(group)
      metrics.clear()
      metrics.add(`${point.parts.site} ${point.parts.metric}`)
    }
    group.push(point)
  }
  return groups
}

/** The same where the order does not matter: a site's points stand together. */
export function siteBySite(points: Named): Named {
  return points.toSorted((a, b) => (a.point < b.point ? -1 : 1))
}

/** One reading of each point, or one number made of them, by the function that ends the query. */
export async function readOnePerPoint(
  { ask, address }: Reader,
  { points, range, end, measurements = BOTH }: OnePerPoint,
): Promise<ReadonlyMap<string, OfBoth>> {
  const found = new Map<string, OfBoth>()
  await Promise.all(
    groupsOf(siteBySite(points)).map(async (group) => {
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
