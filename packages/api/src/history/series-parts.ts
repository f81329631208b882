import {
  type Flag,
  mergeParts,
  type PartName,
  type Parts,
  partsOfReadings,
  type StoreSpan,
  windowIndex,
} from '@bypuls/model'
import type { TimeSeriesStore } from '@bypuls/stores'

export type PartsQuery = {
  readonly points: readonly string[]
  /** How many windows were asked for; each point's answer has this length. */
  readonly windows: number
  readonly spans: readonly StoreSpan[]
  readonly parts: readonly PartName[]
  readonly flag?: Flag
}

/** Per point the parts of each window, undefined where it holds no reading. */
export type PartsByPoint = ReadonlyMap<string, readonly (Parts | undefined)[]>

/** Asks the store once per span, all at a time, and puts the pieces of a window together in order. */
export async function windowParts(
  store: Pick<TimeSeriesStore, 'windows'>,
  { points, windows, spans, parts, flag }: PartsQuery,
): Promise<PartsByPoint> {
  const found = new Map(points.map((point) => [point, new Array<Parts | undefined>(windows)]))
  const answers = await Promise.all(
    spans.map(({ from, to, widthMs, originMs }) =>
      batchesOf(
        store.windows({
          points: [...found.keys()],
          from,
          to,
          widthMs,
          originMs,
          parts,
          ...(flag && { flag }),
        }),
      ),
    ),
  )
  for (const [index, span] of spans.entries()) {
    for (const batch of answers[index] ?? []) {
      for (const row of batch) {
        const of = found.get(row.point)
        const at = windowIndex(span, row.start)
        if (of === undefined || at < 0) continue
        const before = of[at]
        of[at] = before === undefined ? row : mergeParts(before, row)
      }
    }
  }
  return found
}

export type CutWindow = {
  readonly point: string
  readonly start: number
  readonly end: number
  readonly suspects: ReadonlySet<number>
}

/** A window's parts from its readings, without those that an entry does not believe. */
export async function partsWithout(
  store: Pick<TimeSeriesStore, 'readings'>,
  { point, start, end, suspects }: CutWindow,
): Promise<Parts | undefined> {
  const observedAt: number[] = []
  const value: number[] = []
  for await (const chunk of store.readings({ points: [point], from: start, to: end })) {
    for (const [index, at] of chunk.observedAt.entries()) {
      if (chunk.suspect[index] === 1 || suspects.has(at)) continue
      observedAt.push(at)
      value.push(chunk.value[index] ?? Number.NaN)
    }
  }
  return partsOfReadings({ observedAt, value })
}

async function batchesOf<Item>(batches: AsyncIterable<Item>): Promise<readonly Item[]> {
  const all: Item[] = []
  for await (const batch of batches) all.push(batch)
  return all
}
