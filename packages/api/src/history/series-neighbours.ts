import type { Total } from '@bypuls/model'
import type { TimeSeriesStore } from '@bypuls/stores'
import type { Source } from './series-sources.js'

type Reading = { readonly observedAt: number; readonly value: number }

export type Around = { readonly before?: Total; readonly after?: Total }

/** Earlier than any reading, and later. */
const EVER = { from: 0, to: Date.UTC(10_000, 0, 1) }
/** Readings per further look. */
const PAGE = 32

/**
 * The last believed reading before an instant and the first at or after it, per point, raw. Where an
 * entry does not believe the store's neighbour, the next one beyond it that is.
 */
export async function neighboursAt(
  store: Pick<TimeSeriesStore, 'around' | 'readings'>,
  sources: readonly Source[],
  at: number,
): Promise<ReadonlyMap<string, Around>> {
  const found = await store.around(
    sources.map(({ point }) => point),
    at,
  )
  const bySource = new Map(found.map((neighbours) => [neighbours.point, neighbours]))
  const around = new Map<string, Around>()
  for (const source of sources) {
    const { before, after } = bySource.get(source.point) ?? {}
    const [left, right] = [
      await believed(store, source, before, 'newest-first'),
      await believed(store, source, after, 'oldest-first'),
    ]
    around.set(source.point, { ...(left && { before: left }), ...(right && { after: right }) })
  }
  return around
}

async function believed(
  store: Pick<TimeSeriesStore, 'readings'>,
  { point, suspects }: Source,
  nearest: Reading | undefined,
  order: 'newest-first' | 'oldest-first',
): Promise<Total | undefined> {
  if (nearest === undefined) return undefined
  if (!suspects.includes(nearest.observedAt)) {
    return { at: nearest.observedAt, value: nearest.value }
  }
  let at = nearest.observedAt
  for (;;) {
    const range = order === 'newest-first' ? { ...EVER, to: at } : { ...EVER, from: at + 1 }
    let seen = 0
    for await (const chunk of store.readings({ points: [point], ...range, order, limit: PAGE })) {
      for (const [index, time] of chunk.observedAt.entries()) {
        if (chunk.suspect[index] !== 1 && !suspects.includes(time)) {
          return { at: time, value: chunk.value[index] ?? Number.NaN }
        }
        at = time
        seen += 1
      }
    }
    if (seen < PAGE) return undefined
  }
}
