import {
  type Flag,
  mergeParts,
  type PartName,
  type Parts,
  type StoreSpan,
  windowIndex,
} from '@bypuls/model'
import type { TimeSeriesStore } from '@bypuls/stores'

export type PartsQuery = {
  readonly points: readonly string[]
  readonly spans: readonly StoreSpan[]
  readonly parts: readonly PartName[]
  readonly flag?: Flag
}

/** Takes a window that holds readings: whose, which of the asked ones, and its parts. */
export type PartsSink = (point: string, window: number, parts: Parts) => void

/**
 * Asks the store once per span, all at a time, and hands on each window once, as it comes: an answer may
 * hold a million, and keeping them would cost more than reading them. Windows that are put together
 * from pieces are kept until they are whole, and added up in order, so that no sum depends on chance.
 */
export async function eachWindow(
  store: Pick<TimeSeriesStore, 'windows'>,
  { points, spans, parts, flag }: PartsQuery,
  sink: PartsSink,
): Promise<void> {
  const ask = async (span: StoreSpan, take: PartsSink) => {
    const { from, to, widthMs, originMs } = span
    const range = { from, to, widthMs, originMs }
    for await (const batch of store.windows({ points, ...range, parts, ...(flag && { flag }) })) {
      for (const row of batch) {
        const window = windowIndex(span, row.start)
        if (window >= 0) take(row.point, window, row)
      }
    }
  }
  if (!isPieced(spans)) {
    await Promise.all(spans.map((span) => ask(span, sink)))
    return
  }
  const whole = new Map<string, Parts[]>()
  for (const span of spans) {
    await ask(span, (point, window, piece) => {
      const of = whole.get(point) ?? []
      whole.set(point, of)
      const before = of[window]
      of[window] = before === undefined ? piece : mergeParts(before, piece)
    })
  }
  for (const [point, of] of whole) of.forEach((merged, window) => void sink(point, window, merged))
}

/** How many readings each window holds, for the points that have any. */
export async function windowCounts(
  store: Pick<TimeSeriesStore, 'windows'>,
  query: Omit<PartsQuery, 'parts'>,
): Promise<WindowCounts> {
  const counts = new Map<string, Map<number, number>>()
  await eachWindow(store, { ...query, parts: ['count'] }, (point, window, { count = 0 }) => {
    const of = counts.get(point) ?? new Map<number, number>()
    counts.set(point, of)
    of.set(window, count)
  })
  return counts
}
export type WindowCounts = ReadonlyMap<string, ReadonlyMap<number, number>>

function isPieced(spans: readonly StoreSpan[]): boolean {
  const seen = new Set<number>()
  let pieces = 0
  for (const { windowOf } of spans) {
    pieces += windowOf.length
    for (const window of windowOf) seen.add(window)
  }
  return seen.size < pieces
}
