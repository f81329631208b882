import { type Interval, type Parts, partsOfReadings } from '@bypuls/model'
import type { TimeSeriesStore } from '@bypuls/stores'
import type { Source } from './series-sources.js'

/** A window that an entry takes readings out of: what is left of it, and how many it lost. */
export type Cut = { readonly parts: Parts | undefined; readonly out: number }

/** More cut windows than this are read in one go, with what lies between them. */
const FEW = 8

/** The windows, by their number, that hold readings which an entry does not believe, made from the others. */
export async function cutWindows(
  store: Pick<TimeSeriesStore, 'readings'>,
  { point, suspects }: Pick<Source, 'point' | 'suspects'>,
  windows: readonly Interval[],
): Promise<ReadonlyMap<number, Cut>> {
  const cuts = holding(windows, suspects)
  const [first, last] = [cuts[0], cuts.at(-1)]
  if (first === undefined || last === undefined) return new Map()
  const ranges = cuts.length > FEW ? [{ start: first.start, end: last.end }] : cuts
  const left = new Set(suspects)
  let current = 0
  for (const { start, end } of ranges) {
    for await (const chunk of store.readings({ points: [point], from: start, to: end })) {
      for (const [row, at] of chunk.observedAt.entries()) {
        while (at >= (cuts[current]?.end ?? Number.POSITIVE_INFINITY)) current += 1
        const cut = cuts[current]
        if (cut === undefined || at < cut.start || chunk.suspect[row] === 1 || left.has(at))
          continue
        cut.observedAt.push(at)
        cut.value.push(chunk.value[row] ?? Number.NaN)
      }
    }
  }
  return new Map(cuts.map((cut) => [cut.index, { parts: partsOfReadings(cut), out: cut.out }]))
}

type Open = Interval & {
  readonly index: number
  out: number
  readonly observedAt: number[]
  readonly value: number[]
}

/** Both lists are in order: one walk over the two. */
function holding(windows: readonly Interval[], times: readonly number[]): readonly Open[] {
  const cuts: Open[] = []
  let next = 0
  for (const [index, { start, end }] of windows.entries()) {
    while ((times[next] ?? Number.POSITIVE_INFINITY) < start) next += 1
    let out = 0
    for (; (times[next] ?? Number.POSITIVE_INFINITY) < end; next += 1) out += 1
    if (out > 0) cuts.push({ index, start, end, out, observedAt: [], value: [] })
    if (next >= times.length) break
  }
  return cuts
}
