import type { Measurements, Named, Range } from './flux.js'
import { type Reader, readOnePerPoint } from './groups.js'

/** From the first reading of each point in a range until after its last; none where it has none. */
export async function spansOf(
  reader: Reader,
  points: Named,
  range: Range,
  measurements: Measurements,
): Promise<ReadonlyMap<string, Range>> {
  const spans = new Map<string, Range>()
  const ends = await Promise.all(
    (['first()', 'last()'] as const).map((end) =>
      readOnePerPoint(reader, { points, range, end, measurements }),
    ),
  )
  for (const [point, { good, suspect }] of ends.flatMap((ones) => [...ones])) {
    for (const one of [good, suspect]) {
      if (one === undefined) continue
      const { from, to } = spans.get(point) ?? { from: Infinity, to: -Infinity }
      const at = one.observedAt
      spans.set(point, { from: Math.min(from, at), to: Math.max(to, at + 1) })
    }
  }
  return spans
}

/** From the earliest to the latest of all. */
export function wholeOf(spans: ReadonlyMap<string, Range>): Range | undefined {
  if (spans.size === 0) return undefined
  let [earliest, latest] = [Infinity, -Infinity]
  for (const { from, to } of spans.values()) {
    earliest = Math.min(earliest, from)
    latest = Math.max(latest, to)
  }
  return { from: earliest, to: latest }
}
